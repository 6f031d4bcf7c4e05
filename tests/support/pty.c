/*
 * Pseudo-terminals of this machine, see pty.h.
 */
#include "tests/support/pty.h"

#include "tests/support/check.h"

#include <pty.h>
#include <unistd.h>

void
needs_pseudo_terminals(void)
{
	int master;
	int slave;

	if (openpty(&master, &slave, NULL, NULL, NULL) != 0)
		skip();
	close(master);
	close(slave);
}
