/*
 * The EAS commands (MS-ASHTTP 2.2.1.1.1.1.2): one list with the code that a
 * base64 query carries, the name, and the root element of its documents.
 */
#ifndef EASLENS_MODEL_COMMANDS_H
#define EASLENS_MODEL_COMMANDS_H

#include <stdbool.h>

#include "decode/model/text.h"

/* X(symbol, name, code or -1, root element's code page or -1, root token) */
#define COMMANDS(X)                                                            \
	X(COMMAND_SYNC, "Sync", 0, 0, 0x05)                                    \
	X(COMMAND_SEND_MAIL, "SendMail", 1, 21, 0x05)                          \
	X(COMMAND_SMART_FORWARD, "SmartForward", 2, 21, 0x06)                  \
	X(COMMAND_SMART_REPLY, "SmartReply", 3, 21, 0x07)                      \
	X(COMMAND_GET_ATTACHMENT, "GetAttachment", 4, -1, 0)                   \
	X(COMMAND_FOLDER_SYNC, "FolderSync", 9, 7, 0x16)                       \
	X(COMMAND_FOLDER_CREATE, "FolderCreate", 10, 7, 0x13)                  \
	X(COMMAND_FOLDER_DELETE, "FolderDelete", 11, 7, 0x14)                  \
	X(COMMAND_FOLDER_UPDATE, "FolderUpdate", 12, 7, 0x15)                  \
	X(COMMAND_MOVE_ITEMS, "MoveItems", 13, 5, 0x05)                        \
	X(COMMAND_GET_ITEM_ESTIMATE, "GetItemEstimate", 14, 6, 0x05)           \
	X(COMMAND_MEETING_RESPONSE, "MeetingResponse", 15, 8, 0x07)            \
	X(COMMAND_SEARCH, "Search", 16, 15, 0x05)                              \
	X(COMMAND_SETTINGS, "Settings", 17, 18, 0x05)                          \
	X(COMMAND_PING, "Ping", 18, 13, 0x05)                                  \
	X(COMMAND_ITEM_OPERATIONS, "ItemOperations", 19, 20, 0x05)             \
	X(COMMAND_PROVISION, "Provision", 20, 14, 0x05)                        \
	X(COMMAND_RESOLVE_RECIPIENTS, "ResolveRecipients", 21, 10, 0x05)       \
	X(COMMAND_VALIDATE_CERT, "ValidateCert", 22, 11, 0x05)                 \
	X(COMMAND_FIND, "Find", 23, 25, 0x05)                                  \
	X(COMMAND_AUTODISCOVER, "Autodiscover", -1, -1, 0)                     \
	X(COMMAND_GET_HIERARCHY, "GetHierarchy", -1, -1, 0)                    \
	X(COMMAND_CREATE_COLLECTION, "CreateCollection", -1, -1, 0)            \
	X(COMMAND_DELETE_COLLECTION, "DeleteCollection", -1, -1, 0)            \
	X(COMMAND_MOVE_COLLECTION, "MoveCollection", -1, -1, 0)                \
	X(COMMAND_NOTIFY, "Notify", -1, -1, 0)

enum command {
	COMMAND_UNKNOWN,
#define X(symbol, name, code, page, token) symbol,
	COMMANDS(X)
#undef X
	COMMAND_COUNT
};

/* The name; "" for COMMAND_UNKNOWN. */
const char *command_name(enum command);

/* By name without regard to case, by the code of a base64 query, by the root
 * element of a document; COMMAND_UNKNOWN where none fits. */
enum command command_by_name(struct text);
enum command command_by_code(unsigned code);
enum command command_by_root(unsigned page, unsigned token);

/* Whether the answer of a command that was carried out may be empty (MS-ASCMD:
 * an empty Sync response, a mail that was sent), or be anything at all, as that
 * of a command without WBXML. One that is not known has documents. */
bool command_may_answer_nothing(enum command);
bool command_may_answer_anything(enum command);

/* Whether this Status below 101, under the root, says that the server ran into
 * trouble (MS-ASCMD 2.2.3.177). */
bool command_ran_into_trouble(enum command, unsigned status);

#endif
