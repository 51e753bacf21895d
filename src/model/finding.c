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
  self->remedies = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_remedy_unref);
  self->evidence = g_ptr_array_new_with_free_func (g_free);
  return self;
}

gboolean
tg_finding_is_on (const TgFinding *self, TgSide side)
{
  return self->side == side || self->side == TG_SIDE_BOTH;
}

static TgRemedy *
remedy_ref (const TgRemedy *self)
{
  return g_atomic_rc_box_acquire ((TgRemedy *)self);
}

TgFinding *
tg_finding_copy (const TgFinding *self)
{
  TgFinding *copy = tg_finding_new (self->id, self->side);

  copy->fault = self->fault;
  copy->severity = self->severity;
  copy->title = g_strdup (self->title);
  copy->cause = g_strdup (self->cause);
  for (guint i = 0; i < self->remedies->len; i++)
    g_ptr_array_add (copy->remedies, remedy_ref (self->remedies->pdata[i]));
  for (guint i = 0; i < self->evidence->len; i++)
    g_ptr_array_add (copy->evidence, g_strdup (self->evidence->pdata[i]));
  return copy;
}

TgFinding *
tg_finding_ref (const TgFinding *self)
{
  return g_atomic_rc_box_acquire ((TgFinding *)self);
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
tg_finding_unref (const TgFinding *self)
{
  g_atomic_rc_box_release_full ((TgFinding *)self, finding_clear);
}

TgRemedy *
tg_remedy_new (const char *text)
{
  TgRemedy *self = g_atomic_rc_box_new0 (TgRemedy);

  self->text = g_strdup (text);
  return self;
}

TgRemedy *
tg_remedy_with_tried (const TgRemedy *self, TgTried tried)
{
  TgRemedy *copy;

  if (self->tried == tried)
    return remedy_ref (self);
  copy = tg_remedy_new (self->text);
  copy->action = g_strdup (self->action);
  copy->change = self->change != NULL ? tg_account_ref (self->change) : NULL;
  copy->confirm_host = g_strdup (self->confirm_host);
  copy->tried = tried;
  copy->id = self->id;
  return copy;
}

static void
remedy_clear (gpointer data)
{
  TgRemedy *self = data;

  g_free (self->text);
  g_free (self->action);
  g_clear_pointer (&self->change, tg_account_unref);
  g_free (self->confirm_host);
}

void
tg_remedy_unref (const TgRemedy *self)
{
  g_atomic_rc_box_release_full ((TgRemedy *)self, remedy_clear);
}

const TgFinding *
tg_findings_find (GPtrArray *findings, const char *id)
{
  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    if (strcmp (finding->id, id) == 0)
      return finding;
  }
  return NULL;
}
