/*
 * The assessment of one device, see assess.h: rounds first, then the state,
 * then findings from both.
 */
#include "decode/model/assess.h"

#include <stdlib.h>

#include "decode/model/findings.h"
#include "decode/model/memory.h"
#include "decode/model/rounds.h"
#include "decode/model/state.h"

const char *
finding_name(enum finding_code code)
{
	static const char *const names[] = {
#define X(symbol, name, severity) [symbol] = name,
	    FINDINGS(X)
#undef X
	};

	return names[code];
}

const char *
finding_severity(enum finding_code code)
{
	static const char *const severities[] = {
#define X(symbol, name, severity) [symbol] = severity,
	    FINDINGS(X)
#undef X
	};

	return severities[code];
}

const char *
state_name(enum device_state state)
{
	static const char *const names[] = {
#define X(symbol, name) [symbol] = name,
	    DEVICE_STATES(X)
#undef X
	};

	return names[state];
}

const char *
application_name(enum application_status status)
{
	static const char *const names[] = {
#define X(symbol, name) [symbol] = name,
	    APPLICATION_STATUSES(X)
#undef X
	};

	return names[status];
}

const char *
access_name(enum access_state access)
{
	static const char *const names[] = {
#define X(symbol, name) [symbol] = name,
	    ACCESS_STATES(X)
#undef X
	};

	return names[access];
}

const char *
phase_name(enum provision_phase phase)
{
	static const char *const names[] = {
#define X(symbol, name) [symbol] = name,
	    PROVISION_PHASES(X)
#undef X
	};

	return names[phase];
}

struct assessment *
assess_device(const struct device *device)
{
	struct assessment *assessment = memory_get(1, sizeof(*assessment));
	struct findings *findings = &assessment->findings;

	rounds_collect(device, assessment);
	state_conclude(device, assessment);
	findings_of_rounds(device, assessment, findings);
	findings_of_keys(device, assessment, findings);
	findings_of_answers(device, findings);
	findings_of_wipes(device, findings);
	findings_of_exchanges(device, findings);
	return assessment;
}

enum device_state
assess_state(const struct device *device)
{
	struct assessment assessment = {0};

	rounds_collect(device, &assessment);
	state_conclude(device, &assessment);
	free(assessment.rounds);
	return assessment.state;
}

void
assessment_free(struct assessment *assessment)
{
	if (assessment == NULL)
		return;
	findings_done(&assessment->findings);
	free(assessment->rounds);
	free(assessment);
}
