/*
 * One budget for all that grows with the traffic. Who asks for such memory
 * enters it here; when the sum is above the budget, the part that holds most
 * of what can be given up gives up what is least useful, and counts that in
 * health. The program has one heap, hence one budget.
 *
 * Two parts give way: conversations that nothing was heard of for longest end
 * (what was seen of them is told), and of the devices that nothing was heard
 * of for longest the oldest history leaves. The others cannot give way, so
 * each has a share that it never exceeds; together these leave room for both.
 */
#ifndef EASLENS_MODEL_BUDGET_H
#define EASLENS_MODEL_BUDGET_H

#include <stdbool.h>
#include <stddef.h>

/* X(symbol, share in sixteenths of the budget; 0: gives way) */
#define BUDGET_PARTS(X)                                                        \
	X(BUDGET_LASTING, 5) /* devices, their names, policies, strings */     \
	X(BUDGET_FLOWS, 4)   /* the table of connections */                    \
	X(BUDGET_WAITING, 1) /* segments behind holes */                       \
	X(BUDGET_TALKS, 0)   /* HTTP conversations and their messages */       \
	X(BUDGET_HISTORY, 0) /* exchanges and events of devices */

enum budget_part {
#define X(symbol, share) symbol,
	BUDGET_PARTS(X)
#undef X
	BUDGET_PART_COUNT
};

/* Bytes in all; 0, as in the beginning: no budget, the limits alone. */
void budget_set(size_t bytes);

/* A piece of memory of that part had `before` bytes and has `after`. */
void budget_change(enum budget_part, size_t before, size_t after);
size_t budget_used(enum budget_part);

/* Whether a part with a share may have as many bytes more. */
bool budget_fits(enum budget_part, size_t more);

/* While true: only half of each share fits. The other half is kept back for
 * those whom a server let in, so that nobody whom it did not takes all. */
void budget_keep_back(bool);

/* Whether a part without one has to give way now; and to how many bytes. */
bool budget_short(enum budget_part);
size_t budget_goal(enum budget_part);

#endif
