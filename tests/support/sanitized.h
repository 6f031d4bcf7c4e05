/*
 * Whether AddressSanitizer looks after this build: its memory of its own is
 * neither small nor a measure of the program's.
 */
#ifndef EASLENS_TESTS_SANITIZED_H
#define EASLENS_TESTS_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

#ifndef SANITIZED
#define SANITIZED 0
#endif

#endif
