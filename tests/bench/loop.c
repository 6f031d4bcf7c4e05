/*
 * The empty loop over a capture file: what libpcap alone costs. The benchmark
 * compares the program with it. Usage: loop FILE
 */
#include <inttypes.h>
#include <stdio.h>

#include <pcap/pcap.h>

int
main(int argc, char **argv)
{
	char error[PCAP_ERRBUF_SIZE] = "";
	struct pcap_pkthdr *header;
	const unsigned char *bytes;
	uint64_t count = 0;
	pcap_t *pcap;

	if (argc != 2) {
		(void)fprintf(stderr, "usage: loop FILE\n");
		return 1;
	}
	pcap = pcap_open_offline(argv[1], error);
	if (pcap == NULL) {
		(void)fprintf(stderr, "loop: %s\n", error);
		return 2;
	}
	while (pcap_next_ex(pcap, &header, &bytes) == 1)
		count++;
	pcap_close(pcap);
	(void)printf("%" PRIu64 "\n", count);
	return 0;
}
