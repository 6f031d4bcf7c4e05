/*
 * Policy documents for tests, written in one line each:
 *
 *   "DevicePasswordEnabled=1|AllowCamera=0|14:0x3c=5"
 *   "UnapprovedInROMApplicationList:one.exe,two.exe|ApprovedApplicationList:"
 *   "AllowCamera=0|AllowWiFi|..."   AllowWiFi without its value, the rest cut
 *   "wap|4131=0|MinimumPasswordLength=8"
 */
#ifndef EASLENS_TESTS_WRITTEN_H
#define EASLENS_TESTS_WRITTEN_H

#include "decode/model/policy.h"

/* The document, borrowed for the next seven calls. */
const struct policy *policy_written(const char *line);

#endif
