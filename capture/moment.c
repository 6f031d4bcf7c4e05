/*
 * Times of packets, see moment.h.
 */
#include "capture/moment.h"

#define NANOSECONDS 1000000000LL

int64_t
moment(int64_t seconds, int64_t nanoseconds)
{
	if (seconds >= INT64_MAX / NANOSECONDS - 8)
		return INT64_MAX;
	if (seconds <= INT64_MIN / NANOSECONDS + 8)
		return INT64_MIN;
	return seconds * NANOSECONDS + nanoseconds;
}
