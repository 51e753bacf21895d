/* letter.c: accounts out of facts, and what stands for a value in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/letter.h"

#include <string.h>

#include "find/connection-id.h"
#include "find/letter/groups.h"
#include "find/letter/pairing.h"
#include "find/letter/servers.h"
#include "find/letter/words/values.h"
#include "model/account.h"

/* What is said of the servers of @group: its own, or what is said once for all. (transfer full) */
static GPtrArray *
servers_for (GPtrArray *groups, const TgLetterGroup *group)
{
  GPtrArray *facts = g_ptr_array_new ();
  guint with_servers = 0;

  for (guint i = 0; i < groups->len; i++)
    with_servers += tg_letter_group_has_servers (groups->pdata[i]);
  for (guint i = 0; i < groups->len; i++) {
    const TgLetterGroup *each = groups->pdata[i];

    for (guint k = 0; k < each->facts->len; k++)
      if (each == group ||
          (tg_letter_fact_is_of_servers (each->facts->pdata[k]) && (with_servers < 2 || !tg_letter_group_has_servers (group))))
        g_ptr_array_add (facts, each->facts->pdata[k]);
  }
  return facts;
}

static const TgLetterFact *
first_of (const TgLetterGroup *group, TgFactKind kind, gboolean sending, gboolean literal)
{
  const TgLetterFact *old = NULL;

  for (guint i = 0; i < group->facts->len; i++) {
    const TgLetterFact *fact = group->facts->pdata[i];
    gboolean has = kind == TG_FACT_PASSWORD ? fact->secret != NULL : fact->value != NULL;

    if (fact->kind != kind || (fact->about == TG_ABOUT_SMTP) != sending || has != literal || fact->weak)
      continue;
    if (fact->age != TG_AGE_OLD)
      return fact;
    old = old != NULL ? old : fact;
  }
  return old;
}

/* @weak: one that nobody calls so, or that may be of the people who wrote */
static const char *
address_of (const TgLetterGroup *group, gboolean weak)
{
  for (guint i = 0; i < group->facts->len; i++) {
    const TgLetterFact *fact = group->facts->pdata[i];

    if (fact->kind == TG_FACT_ADDRESS && fact->weak == weak)
      return fact->value;
  }
  return NULL;
}

static gboolean
is_local_part (const char *user, const char *address)
{
  g_autofree char *local = address != NULL ? tg_address_local_part (address) : NULL;

  return local != NULL && strcmp (local, user) == 0;
}

/* Of several, the one that is the address in another form, unless the first one is said to be for mail: an office's letter has the name for
 * Windows, too. (nullable) */
static const TgLetterFact *
literal_user (const TgLetterGroup *group, gboolean sending, const char *address)
{
  const TgLetterFact *first = first_of (group, TG_FACT_USER, sending, TRUE);

  for (guint i = 0; first != NULL && !first->mail && address != NULL && i < group->facts->len; i++) {
    const TgLetterFact *fact = group->facts->pdata[i];

    if (fact->kind == TG_FACT_USER && (fact->about == TG_ABOUT_SMTP) == sending && fact->value != NULL && fact->age != TG_AGE_OLD &&
        (g_ascii_strcasecmp (fact->value, address) == 0 || is_local_part (fact->value, address)))
      return fact;
  }
  return first;
}

/* (transfer full) (nullable) */
static char *
user_of (GPtrArray *groups, const TgLetterGroup *group, gboolean sending, const char *address)
{
  const TgLetterFact *literal = literal_user (group, sending, address), *words = first_of (group, TG_FACT_USER, sending, FALSE);

  /* "The user name is the address" is said once for all, and says more than a name in another row. */
  for (guint i = 0; i < groups->len && words == NULL; i++)
    words = first_of (groups->pdata[i], TG_FACT_USER, sending, FALSE);

  if (literal != NULL && !(words != NULL && words->answer == TG_ANSWER_ADDRESS && is_local_part (literal->value, address)))
    return g_strdup (literal->value);
  if (words == NULL || address == NULL || (sending && words->answer == TG_ANSWER_SAME))
    return NULL;
  return words->answer == TG_ANSWER_LOCAL_PART ? tg_address_local_part (address) : g_strdup (address);
}

/* Who signs in with an address, has it. */
static void
take_address_of_user (TgLetterAccount *account, GPtrArray *groups, const TgLetterGroup *group, gboolean sending)
{
  g_autofree char *user = user_of (groups, group, sending, NULL);

  if (account->address == NULL && user != NULL && tg_address_is_plausible (user) && !tg_connection_id_looks_like (user, "@"))
    account->address = g_steal_pointer (&user);
}

/* Rule "name and domain apart": a form has the part before the @ in one row, and the domain in another. */
static void
put_address_together (TgLetterAccount *account, GPtrArray *groups, const TgLetterGroup *group)
{
  const TgLetterFact *user = first_of (group, TG_FACT_USER, FALSE, TRUE), *domain = NULL;

  for (guint i = 0; i < groups->len && domain == NULL; i++)
    domain = first_of (groups->pdata[i], TG_FACT_DOMAIN, FALSE, TRUE);
  if (user == NULL || domain == NULL || !user->mail || strpbrk (user->value, "@.%") != NULL)
    return;
  account->address = g_strconcat (user->value, "@", domain->value, NULL);
}

static void
take_users (TgLetterAccount *account, GPtrArray *groups, const TgLetterGroup *group)
{
  g_autofree char *other = NULL;

  take_address_of_user (account, groups, group, FALSE);
  take_address_of_user (account, groups, group, TRUE);
  if (account->address == NULL)
    put_address_together (account, groups, group);
  if (account->address == NULL)
    account->address = g_strdup (address_of (group, TRUE));
  account->user = user_of (groups, group, FALSE, account->address);
  other = user_of (groups, group, TRUE, account->address);
  if (account->user == NULL)
    account->user = g_steal_pointer (&other);
  else if (other != NULL && strcmp (other, account->user) != 0)
    account->send_user = g_steal_pointer (&other);
}

/* The line's ID stands in letters where the mail user name is expected. */
static void
take_connection_id (TgLetterAccount *account, GPtrArray *facts)
{
  for (guint i = 0; i < facts->len && account->connection_id == NULL; i++) {
    const TgLetterFact *fact = facts->pdata[i];

    /* "admin" is who signs in to a router. */
    if (fact->kind == TG_FACT_CONNECTION_ID && fact->value != NULL && strpbrk (fact->value, "@0123456789") != NULL)
      account->connection_id = g_strdup (fact->value);
  }
  if (account->user != NULL && account->connection_id != NULL && strcmp (account->user, account->connection_id) == 0)
    account->id_in_users_place = TRUE;
  if (account->user != NULL && tg_connection_id_looks_like (account->user, account->address != NULL ? account->address : "")) {
    if (account->connection_id == NULL)
      account->connection_id = g_strdup (account->user);
    account->id_in_users_place = TRUE;
  }
}

static void
take_passwords (TgLetterAccount *account, const TgLetterGroup *group)
{
  const TgLetterFact *receive = first_of (group, TG_FACT_PASSWORD, FALSE, TRUE), *send = first_of (group, TG_FACT_PASSWORD, TRUE, TRUE);

  if (receive == NULL) {
    receive = send;
    send = NULL;
  }
  account->password = receive != NULL ? tg_secret_ref (receive->secret) : NULL;
  if (send != NULL && !tg_secret_equal (send->secret, receive->secret))
    account->send_password = tg_secret_ref (send->secret);
}

/* Whoever has a user name or a password of its own for sending signs in there. */
static TgLetterAuth
auth_of (const TgLetterGroup *group, GPtrArray *facts)
{
  gboolean no = FALSE;

  for (guint i = 0; i < facts->len; i++) {
    const TgLetterFact *fact = facts->pdata[i];

    if (fact->kind != TG_FACT_AUTH || (fact->about != 0 && (fact->about & TG_ABOUT_SMTP) == 0))
      continue;
    if (fact->answer != TG_ANSWER_NO)
      return TG_LETTER_AUTH_YES;
    no = TRUE;
  }
  for (guint i = 0; i < group->facts->len; i++) {
    const TgLetterFact *fact = group->facts->pdata[i];

    if (fact->kind != TG_FACT_USER && fact->kind != TG_FACT_PASSWORD)
      continue;
    if (fact->about == TG_ABOUT_SMTP || (fact->answer == TG_ANSWER_SAME && first_of (group, fact->kind, FALSE, TRUE) != NULL))
      return TG_LETTER_AUTH_YES;
  }
  return no ? TG_LETTER_AUTH_NO : TG_LETTER_AUTH_UNKNOWN;
}

void
tg_letter_account_free (TgLetterAccount *self)
{
  g_free (self->address);
  g_free (self->user);
  g_free (self->send_user);
  g_clear_pointer (&self->password, tg_secret_unref);
  g_clear_pointer (&self->send_password, tg_secret_unref);
  g_clear_pointer (&self->receive, g_ptr_array_unref);
  g_clear_pointer (&self->send, g_ptr_array_unref);
  g_free (self->connection_id);
  g_free (self);
}

static TgLetterAccount *
account_of (GPtrArray *groups, const TgLetterGroup *group, GPtrArray *all)
{
  TgLetterAccount *self = g_new0 (TgLetterAccount, 1);
  g_autoptr (GPtrArray) facts = servers_for (groups, group);

  self->address = g_strdup (address_of (group, FALSE));
  take_users (self, groups, group);
  take_connection_id (self, all);
  take_passwords (self, group);
  self->receive = tg_letter_servers (facts, FALSE, self->address);
  self->send = tg_letter_servers (facts, TRUE, self->address);
  self->smtp_auth = auth_of (group, facts);
  return self;
}

/* A user name that nobody says is for mail, in a letter without anything else of mail, is of something else. */
static gboolean
is_mail_user (const TgLetterAccount *self, GPtrArray *facts)
{
  for (guint i = 0; self->user != NULL && i < facts->len; i++) {
    const TgLetterFact *fact = facts->pdata[i];

    if (fact->kind == TG_FACT_USER && fact->mail)
      return TRUE;
  }
  return FALSE;
}

/* Whether it says anything by which mail could be set up, or that tells what the letter is about. */
static gboolean
is_worth_telling (const TgLetterAccount *self, GPtrArray *facts)
{
  return self->address != NULL || is_mail_user (self, facts) || self->connection_id != NULL || self->receive->len > 0 ||
         self->send->len > 0;
}

static const char *
field_of (const TgLetterFact *fact)
{
  static const char *const simple[] = {
    [TG_FACT_ADDRESS] = "address",   [TG_FACT_USER] = "user",      [TG_FACT_PASSWORD] = "password",
    [TG_FACT_PROTOCOL] = "protocol", [TG_FACT_AUTH] = "smtp_auth", [TG_FACT_CONNECTION_ID] = "connection_id",
    [TG_FACT_DOMAIN] = NULL,         [TG_FACT_SIDE] = NULL
  };
  static const char *const sided[][3] = { { "receive_host", "send_host", "both_host" },
                                          { "receive_port", "send_port", "both_port" },
                                          { "receive_security", "send_security", "both_security" } };
  guint name = fact->kind == TG_FACT_HOST && fact->value != NULL ? tg_letter_host_about (fact->value) : 0;
  guint about = (fact->about & name) != 0 ? fact->about & name : fact->about;
  guint side = (about & TG_ABOUT_SMTP) == 0 && about != 0 ? 0 : about == TG_ABOUT_SMTP ? 1 : 2;

  if (fact->kind >= TG_FACT_HOST && fact->kind <= TG_FACT_SECURITY)
    return sided[fact->kind - TG_FACT_HOST][side];
  if (fact->kind == TG_FACT_USER && fact->about == TG_ABOUT_SMTP)
    return "send_user";
  return simple[fact->kind];
}

static int
by_place (gconstpointer a, gconstpointer b)
{
  const TgLetterMark *first = a, *second = b;

  return first->start != second->start ? (first->start < second->start ? -1 : 1) : (int)second->end - (int)first->end;
}

/* Whether what nobody named became a value all the same. */
static gboolean
was_taken (const TgLetterFact *fact, GPtrArray *accounts)
{
  for (guint i = 0; i < accounts->len; i++) {
    const TgLetterAccount *account = accounts->pdata[i];
    const TgLetterServer *receive = account->receive->len > 0 ? account->receive->pdata[0] : NULL;
    const TgLetterServer *send = account->send->len > 0 ? account->send->pdata[0] : NULL;

    if (g_strcmp0 (fact->value, account->address) == 0 || (receive != NULL && g_strcmp0 (fact->value, receive->server->host) == 0) ||
        (send != NULL && g_strcmp0 (fact->value, send->server->host) == 0))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_id_in_users_place (const TgLetterFact *fact, GPtrArray *accounts)
{
  for (guint i = 0; fact->kind == TG_FACT_USER && i < accounts->len; i++) {
    const TgLetterAccount *account = accounts->pdata[i];

    if (account->id_in_users_place && g_strcmp0 (fact->value, account->user) == 0)
      return TRUE;
  }
  return FALSE;
}

static GArray *
marks_of (GPtrArray *facts, GPtrArray *accounts)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (TgLetterMark));
  guint kept = 0;

  for (guint i = 0; i < facts->len; i++) {
    const TgLetterFact *fact = facts->pdata[i];
    TgLetterMark mark = { fact->start, fact->end, is_id_in_users_place (fact, accounts) ? "connection_id" : field_of (fact) };

    if (mark.field != NULL && mark.end > mark.start && (!fact->weak || was_taken (fact, accounts)))
      g_array_append_val (marks, mark);
  }
  g_array_sort (marks, by_place);
  for (guint i = 0; i < marks->len; i++) {
    TgLetterMark mark = g_array_index (marks, TgLetterMark, i);

    if (kept == 0 || g_array_index (marks, TgLetterMark, kept - 1).end <= mark.start)
      g_array_index (marks, TgLetterMark, kept++) = mark;
  }
  g_array_set_size (marks, kept);
  return marks;
}

TgLetter *
tg_letter_read (const char *bytes, gsize length)
{
  TgLetter *self = g_new0 (TgLetter, 1);
  g_autoptr (TgLetterText) text = tg_letter_text_new (bytes, length);
  g_autoptr (GPtrArray) facts = tg_letter_facts (text, &self->subject);
  g_autoptr (GPtrArray) groups = NULL;

  tg_letter_pair (facts);
  tg_letter_settle_ports (facts);
  groups = tg_letter_groups (facts);
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_letter_account_free);
  for (guint i = 0; i < groups->len; i++) {
    TgLetterAccount *account = account_of (groups, groups->pdata[i], facts);

    if (is_worth_telling (account, facts))
      g_ptr_array_add (self->accounts, account);
    else
      tg_letter_account_free (account);
  }
  self->marks = marks_of (facts, self->accounts);
  self->text = g_steal_pointer (&text->text);
  text->text = g_strdup ("");
  return self;
}

void
tg_letter_free (TgLetter *self)
{
  tg_wipe (self->text, strlen (self->text));
  g_free (self->text);
  g_ptr_array_unref (self->accounts);
  g_array_unref (self->marks);
  g_free (self);
}
