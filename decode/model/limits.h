/*
 * Every bound of the model, one line each, with its reason. Reaching one is
 * counted in health.limits_reached and shown. Strings, devices, policies and
 * the history of devices count for the budget besides (budget.h): in most runs
 * that is what bounds them, the numbers here are for one that has no budget.
 */
#ifndef EASLENS_MODEL_LIMITS_H
#define EASLENS_MODEL_LIMITS_H

/* strings kept once and for all (ids, users, agents, keys), in bytes. */
#define LIMIT_STRINGS (128u << 20)
/* one string that is kept; longer ones are cut and counted. */
#define LIMIT_STRING 4096u
/* devices: pairs of device id and user. */
#define LIMIT_DEVICES (1u << 20)
/* Provision exchanges kept per device; the oldest leave first. */
#define LIMIT_PROVISIONS 4096u
/* exchanges kept per device while somebody watches; the oldest leave. */
#define LIMIT_EXCHANGES 2048u
/* bytes of messages kept whole while somebody watches; the oldest leave. */
#define LIMIT_WIRE_BYTES (16u << 20)
/* other remarkable exchanges (refusals, first successes) kept per device. */
#define LIMIT_EVENTS 4096u
/* different policy documents. */
#define LIMIT_POLICIES 65536u
/* bytes of their entries and items in all. */
#define LIMIT_POLICY_BYTES (128u << 20)
/* settings of one policy, items of its lists together. */
#define LIMIT_POLICY_ENTRIES 512u
#define LIMIT_POLICY_ITEMS 4096u
/* bytes of all texts of one policy while it is read; real ones have a few
 * thousand, and one that lists applications some hundred thousand. */
#define LIMIT_POLICY_TEXTS (1u << 20)
/* different user agents, versions, servers, commands noted per device. */
#define LIMIT_NAMES_PER_DEVICE 32u
/* findings per device and for the capture. */
#define LIMIT_FINDINGS 64u
/* frames listed in one finding. */
#define LIMIT_FINDING_FRAMES 32u
/* OPTIONS requests that name no device, waiting for one to show up; and how
 * many of one client are looked at, the newest first. A power of two. */
#define LIMIT_PENDING_OPTIONS 16384u
#define LIMIT_PENDING_SAME 64u
/* clients whose newest device is remembered for OPTIONS; a power of two. */
#define LIMIT_RECENT_CLIENTS 8192u
/* Provision answers without their requests, waiting for a device that
 * acknowledges them. */
#define LIMIT_ORPHANS 256u
/* seconds until then: a person may have to think of a new password. */
#define LIMIT_ORPHAN_SECONDS 3600
/* rows and lines of one message on the screen. */
#define LIMIT_PAYLOAD_ROWS 20000u
/* settings that reasoning tells apart; different demanding values of one (the
 * bits of a word); and demands of all settings in one scope. Beyond them a
 * policy counts as one that was not seen whole. */
#define LIMIT_SUBJECTS 1024u
#define LIMIT_SUBJECT_VALUES 64u
#define LIMIT_SCOPE_DEMANDS 4096u
/* explaining sets: how many are listed, how many demands one may have to be
 * found for sure, different 2s that are looked at, steps of the search. */
#define LIMIT_SETS 64u
#define LIMIT_SET_SIZE 4u
#define LIMIT_SET_EDGES 256u
#define LIMIT_SET_STEPS 50000u
/* servers whose story is told; places noted for each fact of it. */
#define LIMIT_STORIES 256u
#define LIMIT_STORY_SIGHTINGS 8u
/* items of a list that is compared with another item by item. */
#define LIMIT_COMPARED_ITEMS 256u
/* captures of one run. */
#define LIMIT_INPUTS 4096u

#endif
