/*
 * Names of status codes. The same number means different things in different
 * places, so a code is looked up with the place where it stood; codes from 101
 * on are common to all places (MS-ASCMD 2.2.2). The list is status.def.
 */
#ifndef EASLENS_MODEL_STATUS_H
#define EASLENS_MODEL_STATUS_H

enum status_scope {
	STATUS_PROVISION,    /* Provision/Status */
	STATUS_POLICY,       /* Policy/Status of an answer */
	STATUS_ACKNOWLEDGE,  /* Policy/Status of a request */
	STATUS_WIPE,         /* RemoteWipe/Status of a request */
	STATUS_ACCOUNT_WIPE, /* AccountOnlyRemoteWipe/Status of a request */
	STATUS_INFORMATION,  /* DeviceInformation/Status of an answer */
	STATUS_COMMON,       /* under any root */
	STATUS_HTTP,
};

/* Name and short meaning; "" for a code that is not in the list. */
const char *status_name(enum status_scope, unsigned code);
const char *status_meaning(enum status_scope, unsigned code);

#endif
