/* finding.c: findings, and their names in tegamictl's JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/finding.h"

#include <string.h>

static const char *const severities[] = { "problem", "danger", "caution", "notice" };
static const char *const sides[] = { "receive", "send", "both", "local" };
static const char *const blames[] = { "you", "computer", "network", "provider", "unknown" };

static gboolean
index_of (const char *const *ids, guint n, const char *id, guint *index)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (ids[i], id) == 0) {
      *index = i;
      return TRUE;
    }
  return FALSE;
}

const char *
tg_severity_id (TgSeverity severity)
{
  return severities[severity];
}

const char *
tg_side_id (TgSide side)
{
  return sides[side];
}

const char *
tg_blame_id (TgBlame blame)
{
  return blames[blame];
}

gboolean
tg_severity_from_id (const char *id, TgSeverity *severity)
{
  guint index;

  if (!index_of (severities, G_N_ELEMENTS (severities), id, &index))
    return FALSE;
  *severity = (TgSeverity)index;
  return TRUE;
}

gboolean
tg_blame_from_id (const char *id, TgBlame *blame)
{
  guint index;

  if (!index_of (blames, G_N_ELEMENTS (blames), id, &index))
    return FALSE;
  *blame = (TgBlame)index;
  return TRUE;
}

TgFinding *
tg_finding_new (const char *id, TgSide side)
{
  TgFinding *self = g_atomic_rc_box_new0 (TgFinding);

  self->id = id;
  self->side = side;
  self->remedies = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_remedy_free);
  self->evidence = g_ptr_array_new_with_free_func (g_free);
  return self;
}

TgFinding *
tg_finding_ref (TgFinding *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
finding_clear (gpointer data)
{
  TgFinding *self = data;

  g_free (self->title);
  g_free (self->cause);
  g_ptr_array_unref (self->remedies);
  g_ptr_array_unref (self->evidence);
}

void
tg_finding_unref (TgFinding *self)
{
  g_atomic_rc_box_release_full (self, finding_clear);
}

TgRemedy *
tg_remedy_new (const char *text)
{
  TgRemedy *self = g_new0 (TgRemedy, 1);

  self->text = g_strdup (text);
  return self;
}

void
tg_remedy_free (TgRemedy *self)
{
  g_free (self->text);
  g_free (self->action);
  g_clear_pointer (&self->change, tg_account_unref);
  g_free (self->confirm_host);
  g_free (self);
}
