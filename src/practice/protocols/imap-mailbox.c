/* imap-mailbox.c: the practice IMAP server after the sign-in: one mailbox, INBOX (RFC 3501 sections
 * 6.3 and 6.4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "practice/protocols/imap.h"

#define UID_VALIDITY 1
#define NO_FOLDERS   "{tag} NO [CANNOT] This practice account has one mailbox only."

static void
run_noop (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  if (imap->letters != NULL) {
    g_autoptr (GPtrArray) now = tg_mailbox_list (peer->port->site->mailbox);
    TgLetter *last = imap->letters->len > 0 ? imap->letters->pdata[imap->letters->len - 1] : NULL;
    guint before = imap->letters->len;

    for (guint i = 0; i < now->len; i++)
      if (last == NULL || ((TgLetter *)now->pdata[i])->uid > last->uid)
        g_ptr_array_add (imap->letters, now->pdata[i]);
    if (imap->letters->len != before)
      tg_peer_say (peer, "* %u EXISTS", imap->letters->len);
  }
  tg_imapd_ok (peer, "NOOP completed.");
}

static void
close_mailbox (TgImapd *imap)
{
  g_clear_pointer (&imap->letters, g_ptr_array_unref);
}

static void
run_open (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  const gboolean read_only = g_str_equal (name, "EXAMINE");
  g_autofree char *mailbox = NULL;

  close_mailbox (imap);
  if (!tg_imapd_next_word (arguments, &mailbox)) {
    tg_imapd_bad (peer, "A mailbox name is needed.");
    return;
  }
  if (g_ascii_strcasecmp (mailbox, "INBOX") != 0) {
    tg_peer_say (peer, "%s NO [NONEXISTENT] No such mailbox.", peer->tag);
    return;
  }
  if (!tg_peer_at (peer, TG_WHEN_MAILBOX, NULL))
    return;
  imap->letters = tg_mailbox_list (peer->port->site->mailbox);
  imap->read_only = read_only;
  tg_peer_say (peer, "* FLAGS (\\Seen \\Deleted)");
  tg_peer_say (peer, "* OK [PERMANENTFLAGS (%s)] Flags permitted.", read_only ? "" : "\\Seen \\Deleted");
  tg_peer_say (peer, "* %u EXISTS", imap->letters->len);
  tg_peer_say (peer, "* 0 RECENT");
  tg_peer_say (peer, "* OK [UIDVALIDITY %u] UIDs valid", UID_VALIDITY);
  tg_peer_say (peer, "* OK [UIDNEXT %u] Predicted next UID", tg_mailbox_next_uid (peer->port->site->mailbox));
  tg_peer_say (peer, "%s OK [%s] Mailbox opened.", peer->tag, read_only ? "READ-ONLY" : "READ-WRITE");
}

static void
run_unselect (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  close_mailbox (imap);
  tg_imapd_ok (peer, "Mailbox closed.");
}

static void
run_list (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  g_autofree char *reference = NULL;
  g_autofree char *pattern = NULL;

  if (!tg_imapd_next_word (arguments, &reference) || !tg_imapd_next_word (arguments, &pattern)) {
    tg_imapd_bad (peer, "Two strings are needed.");
    return;
  }
  if (*pattern == '\0')
    tg_peer_say (peer, "* %s (\\Noselect) \"/\" \"\"", name);
  else if (g_ascii_strcasecmp (pattern, "INBOX") == 0 || strpbrk (pattern, "*%") == pattern)
    tg_peer_say (peer, "* %s (\\HasNoChildren) \"/\" INBOX", name);
  tg_peer_say (peer, "%s OK %s completed.", peer->tag, name);
}

static void
run_status (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  TgMailbox *mailbox = peer->port->site->mailbox;
  g_autoptr (GPtrArray) letters = tg_mailbox_list (mailbox);
  guint unseen = 0;

  for (guint i = 0; i < letters->len; i++)
    unseen += !((TgLetter *)letters->pdata[i])->seen;
  tg_peer_say (peer, "* STATUS INBOX (MESSAGES %u RECENT 0 UIDNEXT %u UIDVALIDITY %u UNSEEN %u)", letters->len,
               tg_mailbox_next_uid (mailbox), UID_VALIDITY, unseen);
  tg_imapd_ok (peer, "Status completed.");
}

/* Deletes the marked messages (those in @set, by UID; NULL: all) and removes them from this
 * client's view; the mailbox itself only hides them. */
static void
expunge (TgPeer *peer, TgImapd *imap, const char *set, gboolean tell)
{
  for (guint i = imap->letters->len; i > 0 && !imap->read_only; i--) {
    TgLetter *letter = imap->letters->pdata[i - 1];

    if (!letter->deleted || (set != NULL && !tg_imapd_set_has (set, letter->uid, tg_mailbox_next_uid (peer->port->site->mailbox) - 1)))
      continue;
    letter->gone = TRUE;
    g_ptr_array_remove_index (imap->letters, i - 1);
    if (tell)
      tg_peer_say (peer, "* %u EXPUNGE", i);
  }
}

static void
run_expunge (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  expunge (peer, imap, NULL, TRUE);
  tg_imapd_ok (peer, "Expunge completed.");
}

/* RFC 4315 section 2.1. */
static void
uid_expunge (TgPeer *peer, TgImapd *imap, TgImapdWords *arguments)
{
  g_autofree char *set = NULL;

  if (!tg_imapd_next_word (arguments, &set)) {
    tg_imapd_bad (peer, "Which letters?");
    return;
  }
  expunge (peer, imap, set, TRUE);
  tg_imapd_ok (peer, "Expunge completed.");
}

static void
run_close (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  expunge (peer, imap, NULL, FALSE);
  run_unselect (peer, imap, name, arguments);
}

static void
run_append (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  g_autofree char *mailbox = NULL;
  char *word = NULL;
  g_autofree char *letter = NULL;

  /* Flags and a date may come between the mailbox and the message. */
  if (tg_imapd_next_word (arguments, &mailbox))
    while (tg_imapd_next_word (arguments, &word)) {
      g_free (letter);
      letter = word;
    }
  if (letter == NULL)
    tg_imapd_bad (peer, "A mailbox and a letter are needed.");
  else if (g_ascii_strcasecmp (mailbox, "INBOX") != 0)
    tg_peer_say (peer, "%s NO [TRYCREATE] No such mailbox.", peer->tag);
  else if (!tg_mailbox_add (peer->port->site->mailbox, letter, strlen (letter)))
    tg_peer_say (peer, "%s NO [OVERQUOTA] The practice mailbox is full.", peer->tag);
  else
    tg_imapd_ok (peer, "Append completed.");
}

/* The three that take a set of messages, with or without UID before them. */
static void
on_letters (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments, gboolean by_uid)
{
  g_autofree char *set = NULL;
  g_autofree char *what = NULL;
  const char *rest;
  gboolean fine = TRUE;

  if (g_ascii_strcasecmp (name, "SEARCH") == 0) {
    g_autofree char *question = g_strndup (arguments->at, (gsize)(arguments->end - arguments->at));
    tg_imapd_search (peer, imap->letters, g_strstrip (question), by_uid);
  } else if (!tg_imapd_next_word (arguments, &set)) {
    fine = FALSE;
  } else if (g_ascii_strcasecmp (name, "FETCH") == 0) {
    for (rest = arguments->at; rest < arguments->end && *rest == ' '; rest++)
      continue;
    what = g_strndup (rest, (gsize)(arguments->end - rest));
    fine = tg_imapd_fetch (peer, imap->letters, set, what, by_uid, imap->read_only);
  } else if (g_ascii_strcasecmp (name, "STORE") == 0 && tg_imapd_next_word (arguments, &what) && !imap->read_only) {
    g_autofree char *flags = g_strndup (arguments->at, (gsize)(arguments->end - arguments->at));
    tg_imapd_store (peer, imap->letters, set, what, flags, by_uid);
  } else {
    fine = FALSE;
  }
  if (fine)
    tg_imapd_ok (peer, "Completed.");
  else
    tg_imapd_bad (peer, "Not understood.");
}

static void
run_on_letters (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  on_letters (peer, imap, name, arguments, FALSE);
}

static void
run_uid (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  g_autofree char *what = NULL;

  if (!tg_imapd_next_word (arguments, &what))
    tg_imapd_bad (peer, "UID of what?");
  else if (g_ascii_strcasecmp (what, "EXPUNGE") == 0)
    uid_expunge (peer, imap, arguments);
  else
    on_letters (peer, imap, what, arguments, TRUE);
}

const TgImapdCommand tg_imapd_mailbox_commands[] = {
  { "NOOP", TG_IMAPD_ANY, run_noop },
  { "SELECT", TG_IMAPD_SIGNED_IN, run_open },
  { "EXAMINE", TG_IMAPD_SIGNED_IN, run_open },
  { "LIST", TG_IMAPD_SIGNED_IN, run_list },
  { "LSUB", TG_IMAPD_SIGNED_IN, run_list },
  { "NAMESPACE", TG_IMAPD_SIGNED_IN, .reply = "* NAMESPACE ((\"\" \"/\")) NIL NIL\n{tag} OK Namespace completed." },
  { "STATUS", TG_IMAPD_SIGNED_IN, run_status },
  { "APPEND", TG_IMAPD_SIGNED_IN, run_append },
  { "SUBSCRIBE", TG_IMAPD_SIGNED_IN, .reply = "{tag} OK Done." },
  { "UNSUBSCRIBE", TG_IMAPD_SIGNED_IN, .reply = "{tag} OK Done." },
  { "CREATE", TG_IMAPD_SIGNED_IN, .reply = NO_FOLDERS },
  { "DELETE", TG_IMAPD_SIGNED_IN, .reply = NO_FOLDERS },
  { "RENAME", TG_IMAPD_SIGNED_IN, .reply = NO_FOLDERS },
  { "COPY", TG_IMAPD_OPEN, .reply = NO_FOLDERS },
  { "CHECK", TG_IMAPD_OPEN, run_noop },
  { "UNSELECT", TG_IMAPD_OPEN, run_unselect },
  { "CLOSE", TG_IMAPD_OPEN, run_close },
  { "EXPUNGE", TG_IMAPD_OPEN, run_expunge },
  { "FETCH", TG_IMAPD_OPEN, run_on_letters },
  { "STORE", TG_IMAPD_OPEN, run_on_letters },
  { "SEARCH", TG_IMAPD_OPEN, run_on_letters },
  { "UID", TG_IMAPD_OPEN, run_uid },
  { NULL },
};
