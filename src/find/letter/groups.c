/* groups.c: an account begins where an address or a user name stands that the one before cannot have.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/groups.h"

#include <string.h>

#include "model/account.h"

#define ACCOUNTS_MAX 50

static void
group_free (gpointer data)
{
  TgLetterGroup *self = data;

  g_ptr_array_unref (self->facts);
  g_free (self);
}

static TgLetterGroup *
add_group (GPtrArray *groups)
{
  TgLetterGroup *self = g_new0 (TgLetterGroup, 1);

  self->facts = g_ptr_array_new ();
  g_ptr_array_add (groups, self);
  return self;
}

/* The same user name in another form: the address, or the part before its @. */
static gboolean
is_form_of (const char *user, const char *other)
{
  g_autofree char *local = tg_address_local_part (user), *other_local = tg_address_local_part (other);

  return g_ascii_strcasecmp (user, other) == 0 || (local != NULL && g_ascii_strcasecmp (local, other) == 0) ||
         (other_local != NULL && g_ascii_strcasecmp (user, other_local) == 0);
}

static gboolean
begins_another (const TgLetterGroup *group, const TgLetterFact *fact)
{
  const char *user = group->user[fact->about == TG_ABOUT_SMTP];

  if (fact->value == NULL || fact->weak)
    return FALSE;
  if (fact->kind == TG_FACT_ADDRESS)
    return group->address != NULL && g_ascii_strcasecmp (group->address, fact->value) != 0;
  if (fact->kind != TG_FACT_USER || user == NULL || is_form_of (user, fact->value))
    return FALSE;
  return group->address == NULL || !is_form_of (group->address, fact->value);
}

static void
put (TgLetterGroup *group, TgLetterFact *fact)
{
  g_ptr_array_add (group->facts, fact);
  if (fact->value == NULL || fact->weak)
    return;
  if (fact->kind == TG_FACT_ADDRESS && group->address == NULL)
    group->address = fact->value;
  if (fact->kind == TG_FACT_USER && group->user[fact->about == TG_ABOUT_SMTP] == NULL)
    group->user[fact->about == TG_ABOUT_SMTP] = fact->value;
}

/* The group that already has this address: a letter says it again for each mail program. */
static TgLetterGroup *
group_with (GPtrArray *groups, const TgLetterFact *fact)
{
  for (guint i = 0; i < groups->len; i++) {
    TgLetterGroup *group = groups->pdata[i];

    if (fact->kind == TG_FACT_ADDRESS && group->address != NULL && g_ascii_strcasecmp (group->address, fact->value) == 0)
      return group;
    if (fact->kind == TG_FACT_USER && group->address != NULL && g_ascii_strcasecmp (group->address, fact->value) == 0)
      return group;
  }
  return NULL;
}

gboolean
tg_letter_group_has_servers (const TgLetterGroup *group)
{
  for (guint i = 0; i < group->facts->len; i++) {
    const TgLetterFact *fact = group->facts->pdata[i];

    if (fact->kind == TG_FACT_HOST && fact->value != NULL && !fact->weak)
      return TRUE;
  }
  return FALSE;
}

/* What has no address, where others have one, is said of the one before. */
static void
join_nameless (GPtrArray *groups)
{
  gboolean any = FALSE;

  for (guint i = 0; i < groups->len; i++)
    any = any || ((const TgLetterGroup *)groups->pdata[i])->address != NULL;
  for (guint i = groups->len; i > 1; i--) {
    TgLetterGroup *group = groups->pdata[i - 1], *before = groups->pdata[i - 2];

    if (group->address != NULL || (!any && group->user[0] != NULL && strchr (group->user[0], '@') != NULL))
      continue;
    for (guint k = 0; k < group->facts->len; k++)
      put (before, group->facts->pdata[k]);
    g_ptr_array_remove_index (groups, i - 1);
  }
  if (groups->len > 1 && any && ((TgLetterGroup *)groups->pdata[0])->address == NULL) {
    TgLetterGroup *first = groups->pdata[0], *second = groups->pdata[1];

    for (guint k = 0; k < first->facts->len; k++)
      g_ptr_array_insert (second->facts, (gint)k, first->facts->pdata[k]);
    g_ptr_array_remove_index (groups, 0);
  }
}

/* The columns that are an account each: several addresses stand side by side. */
static guint64
account_columns (GPtrArray *facts)
{
  guint64 columns = 0;

  for (guint i = 1; i < facts->len; i++) {
    const TgLetterFact *before = facts->pdata[i - 1], *fact = facts->pdata[i];

    if (before->kind == TG_FACT_ADDRESS && fact->kind == TG_FACT_ADDRESS && before->row == fact->row && before->column > 0 &&
        before->column < fact->column && fact->column < 64 && g_ascii_strcasecmp (before->value, fact->value) != 0)
      columns |= G_GUINT64_CONSTANT (1) << before->column | G_GUINT64_CONSTANT (1) << fact->column;
  }
  return columns;
}

/* Which of @columns, counted from 1, @fact stands in; 0: none. */
static guint
column_of (guint64 columns, const TgLetterFact *fact)
{
  guint n = 0;

  if (fact->column >= 64 || (columns & G_GUINT64_CONSTANT (1) << fact->column) == 0)
    return 0;
  for (guint i = 0; i <= fact->column; i++)
    n += (columns >> i & 1) != 0;
  return n;
}

GPtrArray *
tg_letter_groups (GPtrArray *facts)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (group_free);
  TgLetterGroup *group = add_group (groups);
  guint64 columns = account_columns (facts);

  for (guint i = 0; i < facts->len; i++) {
    TgLetterFact *fact = facts->pdata[i];

    if (column_of (columns, fact) > 0) {
      while (groups->len < column_of (columns, fact) && groups->len < ACCOUNTS_MAX)
        add_group (groups);
      group = groups->pdata[MIN (column_of (columns, fact), groups->len) - 1];
    } else if (begins_another (group, fact)) {
      TgLetterGroup *known = group_with (groups, fact);

      group = known != NULL ? known : groups->len < ACCOUNTS_MAX ? add_group (groups) : group;
    }
    put (group, fact);
  }
  join_nameless (groups);
  return groups;
}
