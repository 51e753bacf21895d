/* test-proto-letter.c: one message sent, found, read and deleted, and nothing else touched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-proto-script.h"

#include "model/letter/header.h"

#include <string.h>

#define ID "<0123@example.jp>"

#define SMTP_TO(extra)                                                                                                                     \
  "TLS\nS: 220 hi\nC: EHLO [127.0.0.1]\nS: 250-hi\n" extra "S: 250 AUTH PLAIN\nC: AUTH PLAIN AHRhcm8AaGltaXRzdQ==\nS: 235 ok\n"
#define SMTP_DATA "C: DATA\nS: 354 go on\nC: Subject: x\nC: \nC: ..dots\nC: ...\nC: .\n"

#define IMAP_TO(capabilities)                                                                                                              \
  "TLS\nS: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nC: a1 AUTHENTICATE PLAIN AHRhcm8AaGltaXRzdQ==\n"                             \
  "S: a1 OK [CAPABILITY IMAP4rev1" capabilities "] in\nC: a2 EXAMINE INBOX\nS: * 9 EXISTS\nS: a2 OK [READ-ONLY] ok\n"
#define SEARCH(tag) "C: " tag " UID SEARCH HEADER Message-ID \"" ID "\"\n"
#define FETCH(tag)  "C: " tag " UID FETCH 7 (BODY.PEEK[HEADER]<0.65536>)\n"
#define HEADER      "Message-ID: " ID "\nS: Subject: x\nS: "
#define FETCHED     "S: * 3 FETCH (UID 7 BODY[HEADER]<0> {45}\nS: " HEADER "\nS: )\n"

#define POP3_TO(messages)                                                                                                                  \
  "TLS\nS: +OK hi\nC: CAPA\nS: +OK\nS: SASL PLAIN\nS: TOP\nS: .\nC: AUTH PLAIN AHRhcm8AaGltaXRzdQ==\nS: +OK\n"                             \
  "C: STAT\nS: +OK " messages " 1000\n"
#define TOP(number, id) "C: TOP " number " 0\nS: +OK\nS: Received: x\nS: Message-ID:\nS:  " id "\nS: Subject: x\nS: \nS: .\n"

static TgLetterJob *
to_send (void)
{
  return tg_letter_job_new (ID, (const char *const[]){ "Subject: x", "", ".dots", "..", NULL });
}

static TgLetterJob *
to_send_with_a_line_end (void)
{
  return tg_letter_job_new (ID, (const char *const[]){ "Subject: x\r\n.\r\nMAIL FROM:<>", NULL });
}

static TgLetterJob *
to_remove (void)
{
  TgLetterJob *job = tg_letter_job_new (ID, NULL);

  job->remove = TRUE;
  job->messages_before = 8;
  return job;
}

static TgLetterJob *
to_look (void)
{
  TgLetterJob *job = tg_letter_job_new (ID, NULL);

  job->messages_before = 7;
  return job;
}

static TgLetterJob *
to_remove_unsure (void)
{
  TgLetterJob *job = tg_letter_job_new (ID, NULL);

  job->remove = TRUE;
  job->messages_before = 50;
  return job;
}

static void
taken (const TgLetterJob *job)
{
  g_assert_true (job->taken);
}

static void
not_taken (const TgLetterJob *job)
{
  g_assert_false (job->taken);
}

static void
check_found (const TgLetterJob *job, const char *folder, gboolean deleted)
{
  g_autofree char *subject = NULL;
  gsize length;
  const char *header;

  g_assert_true (job->looked);
  g_assert_true (job->found);
  g_assert_cmpstr (job->folder, ==, folder);
  g_assert_nonnull (job->header);
  header = g_bytes_get_data (job->header, &length);
  subject = tg_header_find (header, length, "subject");
  g_assert_cmpstr (subject, ==, "x");
  g_assert_cmpint (job->deleted, ==, deleted);
}

static void
deleted (const TgLetterJob *job)
{
  check_found (job, "INBOX", TRUE);
}

static void
left_there (const TgLetterJob *job)
{
  check_found (job, "INBOX", FALSE);
}

static void
deleted_from_junk (const TgLetterJob *job)
{
  check_found (job, "INBOX.a \"b\"", TRUE);
}

static void
not_there (const TgLetterJob *job)
{
  g_assert_true (job->looked);
  g_assert_false (job->found);
  g_assert_false (job->deleted);
}

static void
not_looked (const TgLetterJob *job)
{
  g_assert_false (job->looked);
  g_assert_false (job->found);
}

#define THROUGH TG_STAGE_DONE, TG_FAULT_NONE, .signed_in = TRUE
#define SMTP    TG_PROTOCOL_SMTP, TG_SECURITY_TLS
#define IMAP    TG_PROTOCOL_IMAP, TG_SECURITY_TLS
#define POP3    TG_PROTOCOL_POP3, TG_SECURITY_TLS
#define SEND    .address = "taro@example.jp", .job = to_send

static const Script scripts[] = {
  { "a letter goes out with its dots doubled", SMTP,
    SMTP_TO ("S: 250-PIPELINING\n") "C: MAIL FROM:<taro@example.jp>\nC: RCPT TO:<taro@example.jp>\nS: 250 ok\nS: 250 ok\n" SMTP_DATA
                                    "S: 250 2.0.0 queued\nC: QUIT",
    THROUGH, SEND, .after = taken },
  { "without pipelining one line follows the other", SMTP,
    SMTP_TO ("") "C: MAIL FROM:<taro@example.jp>\nS: 250 ok\nC: RCPT TO:<taro@example.jp>\nS: 250 ok\n" SMTP_DATA "S: 250 queued\nC: QUIT",
    THROUGH, SEND, .after = taken },
  { "a refused recipient ends it before DATA", SMTP,
    SMTP_TO ("S: 250-PIPELINING\n") "C: MAIL FROM:<taro@example.jp>\nC: RCPT TO:<taro@example.jp>\nS: 250 ok\nS: 550 5.1.1 no",
    TG_STAGE_ENVELOPE, TG_FAULT_RECIPIENT, .signed_in = TRUE, SEND, .after = not_taken },
  { "a letter that is refused in the end was not taken", SMTP,
    SMTP_TO ("S: 250-PIPELINING\n") "C: MAIL FROM:<taro@example.jp>\nC: RCPT TO:<taro@example.jp>\nS: 250 ok\nS: 250 ok\n" SMTP_DATA
                                    "S: 554 5.7.1 looks like spam",
    TG_STAGE_ENVELOPE, TG_FAULT_RECIPIENT, .signed_in = TRUE, .decisive = "554 5.7.1 looks like spam", SEND, .after = not_taken },
  { "DATA that is answered with 250 is nonsense", SMTP,
    SMTP_TO (
        "S: 250-PIPELINING\n") "C: MAIL FROM:<taro@example.jp>\nC: RCPT TO:<taro@example.jp>\nS: 250 ok\nS: 250 ok\nC: DATA\nS: 250 ok",
    TG_STAGE_ENVELOPE, TG_FAULT_GARBAGE, .signed_in = TRUE, SEND, .after = not_taken },
  { "a letter with a line end inside of a line is not sent", SMTP,
    SMTP_TO (
        "S: 250-PIPELINING\n") "C: MAIL FROM:<taro@example.jp>\nC: RCPT TO:<taro@example.jp>\nS: 250 ok\nS: 250 ok\nC: DATA\nS: 354 go on",
    TG_STAGE_ENVELOPE, TG_FAULT_UNSENDABLE, .signed_in = TRUE, .address = "taro@example.jp", .job = to_send_with_a_line_end,
    .after = not_taken },
  { "an address that cannot be written is not sent to", SMTP, SMTP_TO (""), TG_STAGE_ENVELOPE, TG_FAULT_UNSENDABLE, .signed_in = TRUE,
    .address = "太郎@example.jp", .job = to_send, .after = not_taken },

  { "a letter is found, read without a mark, and expunged by its UID", IMAP,
    IMAP_TO (" UIDPLUS") SEARCH ("a3") "S: * SEARCH 7\nS: a3 OK\n" FETCH ("a4") FETCHED
    "S: a4 OK\nC: a5 SELECT \"INBOX\"\nS: * 9 EXISTS\nS: a5 OK\n" SEARCH (
        "a6") "S: * SEARCH 7\nS: a6 OK\n"
              "C: a7 UID STORE 7 +FLAGS.SILENT (\\Deleted)\nS: a7 OK\nC: a8 UID EXPUNGE 7\nS: * 3 EXPUNGE\nS: a8 OK\nC: a9 LOGOUT",
    THROUGH, .messages = 9, .job = to_remove, .after = deleted },
  { "one that is only looked for is left alone", IMAP,
    IMAP_TO (" UIDPLUS") SEARCH ("a3") "S: * SEARCH 7\nS: a3 OK\n" FETCH ("a4") FETCHED "S: a4 OK\nC: a5 LOGOUT", THROUGH, .messages = 9,
    .job = to_look, .after = left_there },
  { "without UIDPLUS nothing is deleted", IMAP,
    IMAP_TO ("") "C: a3 CAPABILITY\nS: * CAPABILITY IMAP4rev1\nS: a3 OK\n" SEARCH ("a4") "S: * SEARCH 7\nS: a4 OK\n" FETCH ("a5") FETCHED
    "S: a5 OK\nC: a6 LOGOUT",
    THROUGH, .messages = 9, .job = to_remove, .after = left_there },
  { "UIDPLUS is asked for once more after the sign-in", IMAP,
    IMAP_TO ("") "C: a3 CAPABILITY\nS: * CAPABILITY IMAP4rev1 UIDPLUS\nS: a3 OK\n" SEARCH ("a4") "S: * SEARCH 2 7\nS: a4 OK\n" FETCH ("a5")
        FETCHED "S: a5 OK\nC: a6 SELECT \"INBOX\"\nS: a6 OK\n" SEARCH (
            "a7") "S: * SEARCH 2 7\nS: a7 OK\n"
                  "C: a8 UID STORE 7 +FLAGS.SILENT (\\Deleted)\nS: a8 OK\nC: a9 UID EXPUNGE 7\nS: a9 OK\nC: a10 LOGOUT",
    THROUGH, .messages = 9, .job = to_remove, .after = deleted },
  { "a letter that was renumbered meanwhile is left there", IMAP,
    IMAP_TO (" UIDPLUS") SEARCH ("a3") "S: * SEARCH 7\nS: a3 OK\n" FETCH ("a4") FETCHED
    "S: a4 OK\nC: a5 SELECT \"INBOX\"\nS: a5 OK\n" SEARCH ("a6") "S: * SEARCH 4\nS: a6 OK\nC: a7 LOGOUT",
    THROUGH, .messages = 9, .job = to_remove, .after = left_there },
  { "a mark is removed again if expunging fails", IMAP,
    IMAP_TO (" UIDPLUS") SEARCH ("a3") "S: * SEARCH 7\nS: a3 OK\n" FETCH ("a4") FETCHED
    "S: a4 OK\nC: a5 SELECT \"INBOX\"\nS: a5 OK\n" SEARCH (
        "a6") "S: * SEARCH 7\nS: a6 OK\n"
              "C: a7 UID STORE 7 +FLAGS.SILENT (\\Deleted)\nS: a7 OK\nC: a8 UID EXPUNGE 7\nS: a8 NO not now\n"
              "C: a9 UID STORE 7 -FLAGS.SILENT (\\Deleted)\nS: a9 OK\nC: a10 LOGOUT",
    THROUGH, .messages = 9, .job = to_remove, .after = left_there },
  { "a server that answers with some other letter has not found it", IMAP,
    IMAP_TO (" UIDPLUS") SEARCH ("a3") "S: * SEARCH 7\nS: a3 OK\n" FETCH (
        "a4") "S: * 3 FETCH (UID 7 BODY[HEADER]<0> {25}\nS: Message-ID: <other@x>\nS: \nS: )\nS: a4 OK\nC: a5 LOGOUT",
    THROUGH, .messages = 9, .job = to_remove, .after = not_there },
  { "a letter in the folder for junk is found and expunged there", IMAP,
    IMAP_TO (" UIDPLUS SPECIAL-USE LIST-EXTENDED")
        SEARCH ("a3") "S: * SEARCH\nS: a3 OK\nC: a4 LIST (SPECIAL-USE) \"\" \"*\"\n"
                      "S: * LIST (\\Sent) \"\\\\\" Sent\nS: * LIST (\\HasNoChildren \\junk) \".\" \"INBOX.a \\\"b\\\"\"\nS: a4 OK\n"
                      "C: a5 EXAMINE \"INBOX.a \\\"b\\\"\"\nS: a5 OK\n" SEARCH ("a6") "S: * SEARCH 7\nS: a6 OK\n" FETCH ("a7") FETCHED
    "S: a7 OK\nC: a8 SELECT \"INBOX.a \\\"b\\\"\"\nS: a8 OK\n" SEARCH (
        "a9") "S: * SEARCH 7\nS: a9 OK\n"
              "C: a10 UID STORE 7 +FLAGS.SILENT (\\Deleted)\nS: a10 OK\nC: a11 UID EXPUNGE 7\nS: a11 OK\nC: a12 LOGOUT",
    THROUGH, .messages = 9, .job = to_remove, .after = deleted_from_junk },
  { "a folder for junk whose name cannot be written is left out", IMAP,
    IMAP_TO (" UIDPLUS SPECIAL-USE")
        SEARCH ("a3") "S: * SEARCH\nS: a3 OK\nC: a4 LIST \"\" \"%\"\nS: * LIST (\\Junk) NIL \"迷惑\"\nS: a4 OK\nC: a5 LOGOUT",
    THROUGH, .messages = 9, .job = to_remove, .after = not_there },
  { "a line about the folder for junk that ends in the middle is left out", IMAP,
    IMAP_TO (" UIDPLUS SPECIAL-USE") SEARCH (
        "a3") "S: * SEARCH\nS: a3 OK\nC: a4 LIST \"\" \"%\"\nS: * LIST (\\Junk) \"\nS: * LIST (\\Junk) \"\\\nS: * LIST (\\Junk) "
              "\"\\\"\nS: * LIST (\\Junk) \"/\"\nS: * LIST (\\Junk) \nS: * LIST (\\Junk)\nS: * LIST (\\Junk) NIL\nS: a4 OK\nC: a5 LOGOUT",
    THROUGH, .messages = 9, .job = to_remove, .after = not_there },
  { "a folder for junk that does not open is left out", IMAP,
    IMAP_TO (" UIDPLUS SPECIAL-USE") SEARCH ("a3") "S: * SEARCH\nS: a3 OK\nC: a4 LIST \"\" \"%\"\nS: * LIST (\\Junk) NIL Spam\nS: a4 OK\n"
                                                   "C: a5 EXAMINE \"Spam\"\nS: a5 NO\nC: a6 LOGOUT",
    THROUGH, .messages = 9, .job = to_remove, .after = not_there },
  { "a server that cannot search has not been looked at", IMAP, IMAP_TO (" UIDPLUS") SEARCH ("a3") "S: a3 BAD what\nC: a4 LOGOUT", THROUGH,
    .messages = 9, .job = to_remove, .after = not_looked },
  { "a server that says BYE in the middle ends it", IMAP, IMAP_TO (" UIDPLUS") SEARCH ("a3") "S: * BYE too long", TG_STAGE_MAILBOX,
    TG_FAULT_UNAVAILABLE, .messages = 9, .signed_in = TRUE, .job = to_remove, .after = not_looked },

  { "over POP3 the newest letter is read, deleted, and the deletion confirmed", POP3,
    POP3_TO ("9") TOP ("9", ID) "C: DELE 9\nS: +OK\nC: QUIT\nS: +OK bye", THROUGH, .messages = 9, .job = to_remove, .after = deleted },
  { "over POP3 old messages are not looked at", POP3, POP3_TO ("8") "C: QUIT", THROUGH, .messages = 8, .job = to_remove,
    .after = not_there },
  { "over POP3 all new messages are looked at, the newest first", POP3,
    POP3_TO ("10") TOP ("10", "<a@b>") TOP ("9", "<c@d>") TOP ("8", ID) "C: QUIT", THROUGH, .messages = 10, .job = to_look,
    .after = left_there },
  { "over POP3 a few of the newest are looked at where somebody has fetched mail", POP3,
    POP3_TO ("9") TOP ("9", "<a@b>") TOP ("8", "<c@d>") TOP ("7", "<e@f>") "C: QUIT", THROUGH, .messages = 9, .job = to_remove_unsure,
    .after = not_there },
  { "over POP3 a server without TOP has not been looked at", POP3, POP3_TO ("9") "C: TOP 9 0\nS: -ERR what\nC: QUIT", THROUGH,
    .messages = 9, .job = to_remove, .after = not_looked },
  { "over POP3 a refused deletion leaves the letter", POP3, POP3_TO ("9") TOP ("9", ID) "C: DELE 9\nS: -ERR no\nC: QUIT", THROUGH,
    .messages = 9, .job = to_remove, .after = left_there },
  { "over POP3 a deletion that is not confirmed is none", POP3,
    POP3_TO ("9") TOP ("9", ID) "C: DELE 9\nS: +OK\nC: QUIT\nS: -ERR some messages not removed", THROUGH, .messages = 9, .job = to_remove,
    .after = left_there },
  { "over POP3 a full stop before a header line is no end", POP3,
    POP3_TO ("9") "C: TOP 9 0\nS: +OK\nS: ..x: y\nS: message-id : " ID "\nS: Subject: x\nS: .\nC: QUIT", THROUGH, .messages = 9,
    .job = to_look, .after = left_there },
};

static void
test_tables (void)
{
  for (TgProtocol protocol = TG_PROTOCOL_IMAP; protocol <= TG_PROTOCOL_SMTP; protocol++)
    for (TgSecurity security = TG_SECURITY_TLS; security <= TG_SECURITY_NONE; security++) {
      const TgStep *table = tg_letter_table (protocol, security), *check = tg_dialogue_check_table (protocol, security);

      check_table (table, protocol == TG_PROTOCOL_POP3 && security == TG_SECURITY_STARTTLS);
      for (; check->kind != TG_ROW_END && check->stage != TG_STAGE_ENVELOPE; check++, table++)
        g_assert_true (memcmp (check, table, sizeof *check) == 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  scripts_add ("/proto/letter", scripts, G_N_ELEMENTS (scripts));
  g_test_add_func ("/proto/letter/an job signs in by the very rows of a check", test_tables);
  return g_test_run ();
}
