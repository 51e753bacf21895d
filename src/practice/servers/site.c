/* site.c: one scenario's account, mailbox and record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/servers/site.h"

#include <string.h>

#include "model/text.h"

#define HEARD_MAX      4000 /* lines */
#define LINE_CHARS_MAX 2000 /* characters of one */

struct _TgSite {
  const TgScenario *scenario;
  char *address;
  char *local_part;
  TgSecret *password;
  TgMailbox *mailbox;
  GMutex mutex;        /* guards what follows */
  GPtrArray *heard;    /* of char* */
  GPtrArray *in_clear; /* of char*, owned by @heard */
  guint accepted;
  guint refused;
};

TgSite *
tg_site_new (const TgScenario *scenario, const char *address, TgSecret *password)
{
  TgSite *self = g_new0 (TgSite, 1);
  const char *at = strrchr (address, '@');

  self->scenario = scenario;
  self->address = g_strdup (address);
  self->local_part = g_strndup (address, at != NULL ? (gsize)(at - address) : strlen (address));
  self->password = tg_secret_ref (password);
  self->mailbox = tg_mailbox_new (address);
  self->heard = g_ptr_array_new_with_free_func (g_free);
  self->in_clear = g_ptr_array_new ();
  g_mutex_init (&self->mutex);
  return self;
}

void
tg_site_free (TgSite *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->in_clear);
  g_ptr_array_unref (self->heard);
  g_mutex_clear (&self->mutex);
  tg_mailbox_free (self->mailbox);
  tg_secret_unref (self->password);
  g_free (self->local_part);
  g_free (self->address);
  g_free (self);
}

const TgScenario *
tg_site_scenario (TgSite *self)
{
  return self->scenario;
}

TgMailbox *
tg_site_mailbox (TgSite *self)
{
  return self->mailbox;
}

const char *
tg_site_address (TgSite *self)
{
  return self->address;
}

const char *
tg_site_password (TgSite *self)
{
  return tg_secret_peek (self->password, NULL);
}

const char *
tg_site_user (TgSite *self, const TgPracticeSide *side)
{
  return side->traits & TG_TRAIT_LOCAL_PART ? self->local_part : self->address;
}

gboolean
tg_site_knows (TgSite *self, const TgPracticeSide *side, const char *user, const char *password)
{
  return g_strcmp0 (user, tg_site_user (self, side)) == 0 && g_strcmp0 (password, tg_site_password (self)) == 0;
}

void
tg_site_hear (TgSite *self, const char *speaker, const char *bytes, gsize length, gboolean encrypted)
{
  g_autofree char *visible = tg_text_visible (bytes, (gssize)length, LINE_CHARS_MAX);
  g_autofree char *line = g_strdup_printf ("%s C: %s", speaker, visible);

  g_mutex_lock (&self->mutex);
  if (self->heard->len < HEARD_MAX) {
    if (!encrypted)
      g_ptr_array_add (self->in_clear, line);
    g_ptr_array_add (self->heard, g_steal_pointer (&line));
  }
  g_mutex_unlock (&self->mutex);
}

void
tg_site_signed_in (TgSite *self, gboolean accepted)
{
  g_mutex_lock (&self->mutex);
  if (accepted)
    self->accepted++;
  else
    self->refused++;
  g_mutex_unlock (&self->mutex);
}

GPtrArray *
tg_site_heard (TgSite *self, gboolean in_clear_only)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *lines = in_clear_only ? self->in_clear : self->heard;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (copy, g_strdup (lines->pdata[i]));
  g_mutex_unlock (&self->mutex);
  return copy;
}

guint
tg_site_sign_ins (TgSite *self, gboolean refused_only)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->refused + (refused_only ? 0 : self->accepted);
  g_mutex_unlock (&self->mutex);
  return n;
}
