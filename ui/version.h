/*
 * Name and version of the program, in one place.
 */
#ifndef EASLENS_UI_VERSION_H
#define EASLENS_UI_VERSION_H

#define EASLENS_VERSION "0.1.0"
#define EASLENS_PROGRAM "easlens " EASLENS_VERSION

#endif
