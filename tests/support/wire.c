/*
 * Joined interfaces in a namespace, see wire.h and veth(4), packet(7),
 * user_namespaces(7).
 */
#define _GNU_SOURCE /* unshare() */
#include "tests/support/wire.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/if_ether.h>
#include <linux/if_packet.h>

#define OTHER_END "wire1"
#define FILE_HEADER 24u
#define RECORD_HEADER 16u

static int sender = -1;

static bool
write_line(const char *path, const char *line)
{
	int file = open(path, O_WRONLY);
	bool written;

	if (file < 0)
		return false;
	written = write(file, line, strlen(line)) == (ssize_t)strlen(line);
	return close(file) == 0 && written;
}

/* Whoever may not do that becomes root of a user namespace and may there. */
static bool
leave_network(void)
{
	char line[64];
	uid_t user = getuid();
	gid_t group = getgid();

	if (unshare(CLONE_NEWNET) == 0)
		return true;
	if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
		return false;
	/* Of root alone: the program has nobody else to become. */
	if (user == 0)
		(void)setenv("STAY", "--stay-root", 1);
	snprintf(line, sizeof(line), "0 %u 1", (unsigned)user);
	if (!write_line("/proc/self/uid_map", line) ||
	    !write_line("/proc/self/setgroups", "deny"))
		return false;
	snprintf(line, sizeof(line), "0 %u 1", (unsigned)group);
	return write_line("/proc/self/gid_map", line);
}

static bool
open_sender(void)
{
	struct sockaddr_ll end = {
	    .sll_family = AF_PACKET,
	    .sll_protocol = htons(ETH_P_ALL),
	    .sll_ifindex = (int)if_nametoindex(OTHER_END),
	};

	sender = socket(AF_PACKET, SOCK_RAW, 0);
	return sender >= 0 && end.sll_ifindex > 0 &&
	       bind(sender, (struct sockaddr *)&end, sizeof(end)) == 0;
}

/* Without IPv6 the interfaces say nothing of their own. */
bool
wire_lay_again(void)
{
	return system("exec 2>/dev/null; "
		      "ip link add " WIRE " mtu 65535 type veth "
		      "peer name " OTHER_END " mtu 65535 && "
		      "{ ip link set " WIRE " addrgenmode none; "
		      "ip link set " OTHER_END " addrgenmode none; "
		      "ip link set " WIRE " up && "
		      "ip link set " OTHER_END " up; }") == 0 &&
	       open_sender();
}

bool
wire_lay(const char **reason)
{
	*reason = "no network namespace is allowed";
	if (!leave_network())
		return false;
	*reason = "no pair of interfaces (ip link add type veth)";
	return wire_lay_again();
}

bool
wire_cut(void)
{
	if (sender >= 0)
		close(sender);
	sender = -1;
	return system("ip link delete " WIRE) == 0;
}

bool
wire_send(const uint8_t *frame, size_t length)
{
	return send(sender, frame, length, 0) == (ssize_t)length;
}

bool
wire_send_all(struct iovec *frames, unsigned count)
{
	struct mmsghdr messages[WIRE_AT_ONCE];
	unsigned sent = 0;

	memset(messages, 0, sizeof(messages));
	if (count > WIRE_AT_ONCE)
		return false;
	for (unsigned i = 0; i < count; i++) {
		messages[i].msg_hdr.msg_iov = &frames[i];
		messages[i].msg_hdr.msg_iovlen = 1;
	}
	while (sent < count) {
		int some = sendmmsg(sender, messages + sent, count - sent, 0);

		if (some <= 0)
			return false;
		sent += (unsigned)some;
	}
	return true;
}

bool
wire_next(struct wire_frames *frames, const uint8_t **frame, size_t *length)
{
	uint32_t captured;

	if (frames->at == 0)
		frames->at = FILE_HEADER;
	if (frames->at > frames->length ||
	    frames->length - frames->at < RECORD_HEADER)
		return false;
	memcpy(&captured, frames->bytes + frames->at + 8, sizeof(captured));
	frames->at += RECORD_HEADER;
	if (frames->length - frames->at < captured)
		return false;
	*frame = frames->bytes + frames->at;
	*length = captured;
	frames->at += captured;
	return true;
}
