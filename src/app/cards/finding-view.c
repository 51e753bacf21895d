/* finding-view.c: one finding.  All its texts are plain text, never markup: they quote servers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/cards/finding-view.h"

#include <glib/gi18n.h>

#include "app/cards/retype-box.h"
#include "app/cards/todo-box.h"
#include "app/widgets/icon.h"
#include "app/widgets/pair.h"
#include "app/widgets/rows/fold.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "model/secret.h"
#include "session/trying/both-sides.h"

struct _TgFindingView {
  AdwBin parent_instance;

  const TgFinding *finding;
  TgFindingShown shown; /* while it is built: @means, @findings and @account are the caller's */
  TgStepMeans means;
  TgNextStep step;
  TgRemedy *both;    /* (nullable): the step's remedy, for both sides */
  GtkWidget *button; /* (nullable): the step's */
  GtkWidget *todo;
  gboolean taken[TG_N_STEP_KINDS]; /* there is a button for it */
};

G_DEFINE_FINAL_TYPE (TgFindingView, tg_finding_view, ADW_TYPE_BIN)

enum { REMEDY, STEP, EXPLORE, SHOW_CERTIFICATE, RETYPE, NEW_RUN, N_SIGNALS };

static guint signals[N_SIGNALS];

static const struct {
  const char *icon;
  const char *style;
} looks[] = {
  [TG_SEVERITY_PROBLEM] = { "dialog-error-symbolic", "error" },
  [TG_SEVERITY_DANGER] = { "dialog-error-symbolic", "error" },
  [TG_SEVERITY_CAUTION] = { "dialog-warning-symbolic", "warning" },
  [TG_SEVERITY_NOTICE] = { "dialog-information-symbolic", "accent" },
};

/* Findings that retyping the password may resolve. */
static const char *const retype_ids[] = { "auth-wrong-password", "auth-app-password", "auth-password-expired", "auth-refused", NULL };
/* … by one that was made since, and was never refused. */
static const char *const new_password_ids[] = { "auth-app-password", "auth-password-expired", NULL };

static void
on_remedy_clicked (GtkButton *button, TgFindingView *self)
{
  g_signal_emit (self, signals[REMEDY], 0, g_object_get_data (G_OBJECT (button), "remedy"));
}

static void
on_step_clicked (GtkButton *button, TgFindingView *self)
{
  g_signal_emit (self, signals[STEP], 0, g_object_get_data (G_OBJECT (button), "step"));
}

static void
on_retype (TgFindingView *self, gpointer secret)
{
  g_signal_emit (self, signals[RETYPE], 0, secret);
}

/* A button without more to say than that it was pressed. */
static void
on_plain_clicked (GtkButton *button, gpointer id)
{
  g_signal_emit (gtk_widget_get_ancestor (GTK_WIDGET (button), TG_TYPE_FINDING_VIEW), signals[GPOINTER_TO_UINT (id)], 0);
}

static gboolean
tg_finding_view_is_told (TgFindingView *self)
{
  return self->shown.means == NULL;
}

static gboolean
tg_finding_view_asks_password (TgFindingView *self)
{
  return !tg_finding_view_is_told (self) && self->shown.attempts_left != TG_FINDING_VIEW_NO_RETYPE &&
         g_strv_contains (retype_ids, self->finding->id);
}

static gboolean
tg_finding_view_may_retype (TgFindingView *self)
{
  return tg_finding_view_asks_password (self) && (self->shown.attempts_left > 0 || g_strv_contains (new_password_ids, self->finding->id));
}

static void
tg_finding_view_add_retype (TgFindingView *self)
{
  GtkBox *todo = GTK_BOX (self->todo);
  gboolean is_step = self->step.kind == TG_STEP_RETYPE;
  /* That finding's own text mentions the remaining attempts. */
  gboolean said = g_str_equal (self->finding->id, "auth-wrong-password") && !self->shown.sending;
  GtkWidget *box;

  if (tg_finding_view_may_retype (self)) {
    box = tg_retype_box_new (self->shown.sending, said ? 0 : self->shown.attempts_left, is_step && self->shown.suggested);
    g_signal_connect_swapped (box, "retype", G_CALLBACK (on_retype), self);
    gtk_box_append (todo, box);
    if (is_step)
      self->button = tg_retype_box_button (TG_RETYPE_BOX (box));
    return;
  }

  if (!said)
    tg_words_append (todo,
                     _ ("Two sign-ins were refused. Tegami stops here, so that the account is not locked. Look the password up in your "
                        "papers before you try again."),
                     NULL);
  g_signal_connect (tg_todo_box_add_button (todo, _ ("I have looked it up: try again"), FALSE), "clicked", G_CALLBACK (on_plain_clicked),
                    GUINT_TO_POINTER (NEW_RUN));
}

static void
tg_finding_view_add_button (TgFindingView *self, const TgNextStep *step, gboolean main)
{
  g_autofree char *label = main && self->both != NULL ? g_strdup (self->both->action) : tg_next_step_label (step);
  const TgRemedy *remedy = main && self->both != NULL ? self->both : step->remedy;
  GtkWidget *button = tg_todo_box_add_button (GTK_BOX (self->todo), label, main && self->shown.suggested);

  if (step->kind == TG_STEP_CHANGE) {
    g_object_set_data (G_OBJECT (button), "remedy", (gpointer)remedy);
    g_signal_connect (button, "clicked", G_CALLBACK (on_remedy_clicked), self);
  } else {
    g_object_set_data_full (G_OBJECT (button), "step", g_memdup2 (step, sizeof *step), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (on_step_clicked), self);
  }
  if (main)
    self->button = button;
}

/* What is known of it without signing in. */
static void
tg_finding_view_add_tried (TgFindingView *self, const TgRemedy *remedy)
{
  const char *words = NULL;

  if (remedy->tried == TG_TRIED_WORKS && g_strcmp0 (remedy->id, "use-other-user") == 0)
    words = _ ("Tried, and the sign-in was accepted.");
  else if (remedy->tried == TG_TRIED_WORKS && g_strcmp0 (remedy->id, "update-account") != 0)
    words = _ ("Tried without signing in: it works.");
  else if (tg_remedy_is_hopeless (remedy))
    words = _ ("Tried without signing in: that does not work either.");
  if (words != NULL)
    tg_words_append (GTK_BOX (self->todo), words, "caption");
}

static void
tg_finding_view_add_change (TgFindingView *self, const TgRemedy *remedy)
{
  if (remedy->change != NULL && self->shown.account != NULL && !tg_remedy_is_hopeless (remedy))
    tg_todo_box_add_change (GTK_BOX (self->todo), self->shown.account, remedy->change);
}

static void
tg_finding_view_add_remedy (TgFindingView *self, const TgRemedy *remedy, gboolean lead)
{
  gboolean main = remedy == self->step.remedy;
  const TgNextStep step = main ? self->step : tg_next_step_of (self->finding, remedy, &self->means);
  /* A portal's page, and the password, have boxes of their own. */
  gboolean has_button = step.kind != TG_STEP_NONE && step.kind != TG_STEP_RETYPE && step.kind != TG_STEP_PORTAL;

  tg_todo_box_add_remedy (GTK_BOX (self->todo), remedy->text, lead && !tg_remedy_is_hopeless (remedy));
  if (tg_finding_view_is_told (self))
    return;
  tg_finding_view_add_change (self, main && self->both != NULL ? self->both : remedy);
  tg_finding_view_add_tried (self, remedy);
  if (has_button && (step.kind == TG_STEP_CHANGE || !self->taken[step.kind]))
    tg_finding_view_add_button (self, &step, main);
  self->taken[step.kind] |= has_button;
}

/* Where no remedy has a step, something can still be done about what does not work. */
static void
tg_finding_view_choose (TgFindingView *self)
{
  if (tg_finding_view_is_told (self))
    return;
  self->means = *self->shown.means;
  self->means.may[TG_STEP_RETYPE] = tg_finding_view_may_retype (self);
  self->step = tg_next_step_choose (self->finding, &self->means);
  if (self->step.kind == TG_STEP_CHANGE && self->shown.findings != NULL)
    self->both = tg_both_sides_remedy (self->shown.findings, self->finding, self->step.remedy, self->shown.account);
}

static void
tg_finding_view_add_todo (TgFindingView *self, GtkBox *box)
{
  g_autoptr (GPtrArray) remedies = tg_finding_hopeful (self->finding);

  self->todo = tg_todo_box_new ();
  gtk_box_append (box, self->todo);
  for (guint i = 0; i < remedies->len; i++)
    tg_finding_view_add_remedy (self, remedies->pdata[i], self->step.remedy != NULL ? remedies->pdata[i] == self->step.remedy : i == 0);
  if (tg_finding_view_asks_password (self))
    tg_finding_view_add_retype (self);
  if (self->shown.suggested && self->step.kind == TG_STEP_NONE && self->button == NULL) {
    self->step = tg_next_step_fallback (self->finding);
    if (self->step.kind == TG_STEP_MEMO)
      tg_todo_box_add_remedy (GTK_BOX (self->todo), _ ("Ask the provider’s support. The support request says all that they need."), TRUE);
    tg_finding_view_add_button (self, &self->step, TRUE);
  }
  gtk_widget_set_visible (self->todo, remedies->len > 0 || self->button != NULL);
}

/* What may be looked at besides, or tried. */
static void
tg_finding_view_add_aside (TgFindingView *self, GtkBox *box)
{
  GtkWidget *aside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean certificate = !tg_finding_view_is_told (self) && g_str_has_prefix (self->finding->id, "cert-");

  if (certificate)
    g_signal_connect (tg_todo_box_add_button (GTK_BOX (aside), _ ("Show the certificate"), FALSE), "clicked", G_CALLBACK (on_plain_clicked),
                      GUINT_TO_POINTER (SHOW_CERTIFICATE));
  if (self->shown.explores)
    g_signal_connect (tg_todo_box_add_button (GTK_BOX (aside), _ ("Find what works"), FALSE), "clicked", G_CALLBACK (on_plain_clicked),
                      GUINT_TO_POINTER (EXPLORE));
  gtk_widget_set_visible (aside, certificate || self->shown.explores);
  gtk_box_append (box, aside);
}

static void
tg_finding_view_add_evidence (TgFindingView *self, GtkBox *box)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *id = g_strdup_printf (_ ("Name of this finding: %s"), self->finding->id);

  for (guint i = 0; i < self->finding->evidence->len; i++) {
    GtkWidget *label = tg_words_append (GTK_BOX (list), g_ptr_array_index (self->finding->evidence, i), "evidence");

    gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  }
  tg_words_append (GTK_BOX (list), id, "dim-label");
  gtk_box_append (box, tg_fold_new_with_mnemonic (_ ("_How we know"), list));
}

/* What accompanies "It works" is something left to do, not an alarm. */
static TgSeverity
look_of (const TgFinding *finding)
{
  static const char *const beside[] = { "client-differs", "client-password-stale", "works-here", "auth-oauth", NULL };

  return g_strv_contains (beside, finding->id) ? TG_SEVERITY_CAUTION : finding->severity;
}

static void
tg_finding_view_build (TgFindingView *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = tg_icon_new (looks[look_of (self->finding)].icon, looks[look_of (self->finding)].style);
  GtkWidget *title = tg_words_new (self->finding->title, "heading");

  gtk_widget_add_css_class (icon, "finding-icon");
  gtk_box_append (GTK_BOX (head), icon);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), tg_pair_new_around (title));
  gtk_box_append (box, head);
  tg_words_append (box, self->finding->cause, NULL);

  tg_finding_view_choose (self);
  tg_finding_view_add_todo (self, box);
  tg_finding_view_add_aside (self, box);
  tg_finding_view_add_evidence (self, box);

  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
  tg_widget_defaults_apply (GTK_WIDGET (box));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->finding->title, -1);
}

static void
tg_finding_view_finalize (GObject *object)
{
  TgFindingView *self = TG_FINDING_VIEW (object);

  g_clear_pointer (&self->both, tg_remedy_unref);
  tg_finding_unref (self->finding);
  G_OBJECT_CLASS (tg_finding_view_parent_class)->finalize (object);
}

static void
tg_finding_view_class_init (TgFindingViewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tg_finding_view_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[REMEDY] = g_signal_new ("remedy", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[STEP] = g_signal_new ("step", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[EXPLORE] = g_signal_new ("explore", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOW_CERTIFICATE] = g_signal_new ("show-certificate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RETYPE] = g_signal_new ("retype", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[NEW_RUN] = g_signal_new ("new-run", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_finding_view_init (TgFindingView *self)
{
}

GtkWidget *
tg_finding_view_new (const TgFinding *finding, const TgFindingShown *shown)
{
  TgFindingView *self = g_object_new (TG_TYPE_FINDING_VIEW, NULL);

  self->finding = tg_finding_ref (finding);
  self->shown = *shown;
  tg_finding_view_build (self);
  self->shown.means = NULL;
  self->shown.findings = NULL;
  self->shown.account = NULL;
  return GTK_WIDGET (self);
}

GtkWidget *
tg_finding_view_new_told (const TgFinding *finding)
{
  return tg_finding_view_new (finding, &(TgFindingShown){ .suggested = FALSE });
}

void
tg_finding_view_append_told (GtkBox *box, const TgFinding *finding)
{
  GtkWidget *view = tg_finding_view_new_told (finding);

  gtk_widget_add_css_class (view, "card");
  gtk_widget_add_css_class (view, "finding-card");
  gtk_box_append (box, view);
}

void
tg_finding_view_add_help (TgFindingView *self, GtkWidget *child, GtkWidget *button)
{
  if (self->button != NULL) {
    gtk_widget_set_visible (self->button, FALSE);
    gtk_widget_set_sensitive (self->button, FALSE);
    gtk_box_insert_child_after (GTK_BOX (self->todo), child, self->button);
  } else {
    gtk_box_append (GTK_BOX (self->todo), child);
  }
  if (button != NULL)
    self->button = button;
}

void
tg_finding_view_remove_help (TgFindingView *self, GtkWidget *child)
{
  gtk_box_remove (GTK_BOX (self->todo), child);
  gtk_widget_set_visible (self->button, TRUE);
  gtk_widget_set_sensitive (self->button, TRUE);
}

TgSide
tg_finding_view_side (TgFindingView *self)
{
  return self->finding->side;
}

const TgNextStep *
tg_finding_view_step (TgFindingView *self)
{
  return &self->step;
}

gboolean
tg_finding_view_offers (TgFindingView *self, TgStepKind kind)
{
  return self->taken[kind];
}

GtkWidget *
tg_finding_view_button (TgFindingView *self)
{
  return self->button;
}

char *
tg_finding_view_spoken (TgFindingView *self)
{
  g_autoptr (GPtrArray) remedies = tg_finding_hopeful (self->finding);
  const TgRemedy *lead = self->step.remedy != NULL ? self->step.remedy : remedies->len > 0 ? remedies->pdata[0] : NULL;

  return g_strjoin ("\n", self->finding->title, self->finding->cause, lead != NULL ? lead->text : NULL, NULL);
}
