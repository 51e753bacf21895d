/* next-step.c: the kinds of steps, a row each, and the choice among those that can be taken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/next-step.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "diagnose/catalogue.h"

typedef enum { NEEDS_NOTHING, NEEDS_PAGE, NEEDS_MEANS } Needs;

static const struct {
  const char *id;
  Needs needs;
  const char *label; /* (nullable): there is no button */
} kinds[] = {
  [TG_STEP_NONE] = { NULL, NEEDS_NOTHING, NULL },
  [TG_STEP_CHANGE] = { "change", NEEDS_NOTHING, N_ ("Change this and test again") },
  [TG_STEP_RETYPE] = { "retype", NEEDS_MEANS, N_ ("Show and retype the password") },
  [TG_STEP_TEST] = { "test", NEEDS_NOTHING, N_ ("Test again") },
  [TG_STEP_NETWORK] = { "network", NEEDS_NOTHING, N_ ("Test on another network") },
  [TG_STEP_WAIT] = { "wait", NEEDS_NOTHING, NULL },
  [TG_STEP_SERVERS] = { "servers", NEEDS_NOTHING, N_ ("Change servers…") },
  [TG_STEP_ADDRESS] = { "address", NEEDS_NOTHING, N_ ("Change address or password…") },
  [TG_STEP_MEMO] = { "memo", NEEDS_NOTHING, N_ ("Copy support request") },
  [TG_STEP_WEBMAIL] = { "webmail", NEEDS_PAGE, N_ ("Open webmail") },
  [TG_STEP_APP_PASSWORD] = { "app-password", NEEDS_PAGE, N_ ("Open the app password page") },
  [TG_STEP_SWITCH] = { "switch", NEEDS_PAGE, N_ ("Open the provider’s settings page") },
  [TG_STEP_HELP] = { "help", NEEDS_PAGE, N_ ("Open the provider’s help page") },
  [TG_STEP_COMPARE] = { "compare", NEEDS_MEANS, N_ ("Compare the fingerprint") },
  [TG_STEP_EXCEPTIONS] = { "exceptions", NEEDS_NOTHING, N_ ("Show the exceptions…") },
  [TG_STEP_PORTAL] = { "portal", NEEDS_MEANS, N_ ("Open the sign-in page") },
  [TG_STEP_CLOCK] = { "clock", NEEDS_MEANS, N_ ("Open date and time settings") },
  [TG_STEP_SAVE] = { "save", NEEDS_MEANS, N_ ("Save") },
};

const char *
tg_step_kind_id (TgStepKind kind)
{
  g_return_val_if_fail (kind < TG_N_STEP_KINDS, NULL);

  return kinds[kind].id;
}

gboolean
tg_step_kind_from_id (const char *id, TgStepKind *kind)
{
  for (TgStepKind each = TG_STEP_NONE + 1; each < TG_N_STEP_KINDS; each++)
    if (strcmp (kinds[each].id, id) == 0) {
      *kind = each;
      return TRUE;
    }
  return FALSE;
}

gboolean
tg_remedy_is_hopeless (const TgRemedy *self)
{
  return self->change != NULL && self->tried == TG_TRIED_FAILS;
}

GPtrArray *
tg_finding_hopeful (const TgFinding *self)
{
  GPtrArray *remedies = g_ptr_array_new ();

  for (guint i = 0; i < self->remedies->len; i++)
    if (!tg_remedy_is_hopeless (self->remedies->pdata[i]))
      g_ptr_array_add (remedies, self->remedies->pdata[i]);
  if (remedies->len == 0)
    g_ptr_array_extend (remedies, self->remedies, NULL, NULL);
  return remedies;
}

/* What stands beside @remedy in the catalogue. (nullable) */
static const TgCatalogueRemedy *
row_of (const TgFinding *finding, const TgRemedy *remedy)
{
  const TgCatalogueEntry *entry = tg_catalogue_find (finding->id);

  for (guint i = 0; entry != NULL && i < entry->remedies->len; i++) {
    const TgCatalogueRemedy *row = entry->remedies->pdata[i];

    if (g_strcmp0 (row->id, remedy->id) == 0)
      return row;
  }
  return NULL;
}

static gboolean
can_be_taken (TgStepKind kind, const TgStepMeans *means)
{
  return kinds[kind].needs == NEEDS_NOTHING || (kinds[kind].needs == NEEDS_PAGE && means->pages[kind] != NULL) ||
         (kinds[kind].needs == NEEDS_MEANS && means->may[kind]);
}

TgNextStep
tg_next_step_of (const TgFinding *finding, const TgRemedy *remedy, const TgStepMeans *means)
{
  const TgCatalogueRemedy *row = row_of (finding, remedy);
  g_auto (GStrv) ids = g_strsplit (row != NULL && row->steps != NULL ? row->steps : "", " ", -1);

  if (tg_remedy_is_hopeless (remedy))
    return (TgNextStep){ TG_STEP_NONE };
  /* An account in a mail program is changed on the page that shows the change first. */
  if (remedy->change != NULL && row != NULL && g_strcmp0 (row->steps, kinds[TG_STEP_SAVE].id) == 0)
    return (TgNextStep){ means->may[TG_STEP_SAVE] ? TG_STEP_SAVE : TG_STEP_NONE, remedy };
  if (remedy->change != NULL)
    return (TgNextStep){ TG_STEP_CHANGE, remedy };
  for (guint i = 0; ids[i] != NULL; i++) {
    TgStepKind kind;

    if (tg_step_kind_from_id (ids[i], &kind) && can_be_taken (kind, means))
      return (TgNextStep){ kind, remedy, row->minutes, means->pages[kind] };
  }
  return (TgNextStep){ TG_STEP_NONE };
}

TgNextStep
tg_next_step_choose (const TgFinding *finding, const TgStepMeans *means)
{
  for (guint i = 0; i < finding->remedies->len; i++) {
    TgNextStep step = tg_next_step_of (finding, finding->remedies->pdata[i], means);

    if (step.kind != TG_STEP_NONE)
      return step;
  }
  return (TgNextStep){ TG_STEP_NONE };
}

TgNextStep
tg_next_step_fallback (const TgFinding *finding)
{
  gboolean theirs = finding->fault == TG_BLAME_PROVIDER || tg_next_step_stops (finding);

  /* What could be changed was tried in vain. */
  for (guint i = 0; i < finding->remedies->len; i++)
    theirs |= tg_remedy_is_hopeless (finding->remedies->pdata[i]);

  return (TgNextStep){ theirs ? TG_STEP_MEMO : TG_STEP_TEST };
}

char *
tg_next_step_label (const TgNextStep *self)
{
  if (self->kind == TG_STEP_CHANGE && self->remedy->action != NULL)
    return g_strdup (self->remedy->action);
  if (self->kind == TG_STEP_WAIT && self->minutes > 0 && self->minutes % 60 == 0)
    return g_strdup_printf (ngettext ("Test again in %u hour", "Test again in %u hours", self->minutes / 60), self->minutes / 60);
  if (self->kind == TG_STEP_WAIT)
    return g_strdup_printf (ngettext ("Test again in %u minute", "Test again in %u minutes", self->minutes), self->minutes);
  return g_strdup (kinds[self->kind].label != NULL ? _ (kinds[self->kind].label) : "");
}

gboolean
tg_next_step_stops (const TgFinding *finding)
{
  for (guint i = 0; i < finding->remedies->len; i++) {
    const TgCatalogueRemedy *row = row_of (finding, finding->remedies->pdata[i]);

    if (row != NULL && row->stop)
      return TRUE;
  }
  return FALSE;
}
