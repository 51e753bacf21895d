/* finding-view.c: one finding.  One cause and one remedy up front; evidence behind an expander.
 * All its texts are plain text, never markup: they quote servers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/cards/finding-view.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/widgets/field.h"
#include "app/widgets/pair.h"
#include "app/widgets/words.h"
#include "model/secret.h"

struct _TgFindingView {
  AdwBin parent_instance;

  const TgFinding *finding;
  TgField *password; /* (nullable) */
  GtkWidget *focus;  /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TgFindingView, tg_finding_view, ADW_TYPE_BIN)

enum { REMEDY, SHOW_CERTIFICATE, RETYPE, NEW_RUN, N_SIGNALS };

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

/* A button whose label wraps: remedies name servers, and windows can be narrow. */
static GtkWidget *
add_button (GtkWidget *box, const char *text, gboolean suggested)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new ();

  tg_words_wrap (GTK_LABEL (label));
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
on_remedy_clicked (GtkButton *button, TgFindingView *self)
{
  g_signal_emit (self, signals[REMEDY], 0, g_object_get_data (G_OBJECT (button), "remedy"));
}

static void
on_certificate_clicked (TgFindingView *self)
{
  g_signal_emit (self, signals[SHOW_CERTIFICATE], 0);
}

static void
on_retype (TgFindingView *self)
{
  const char *text = tg_field_get_text (self->password);
  g_autoptr (TgSecret) secret = *text ? tg_secret_new (text, -1) : NULL;

  if (secret != NULL) {
    tg_field_set_text (self->password, "");
    g_signal_emit (self, signals[RETYPE], 0, secret);
  } else {
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
  }
}

static gboolean
on_retype_enter (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, TgFindingView *self)
{
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;

  on_retype (self);
  return GDK_EVENT_STOP;
}

static void
on_new_run_clicked (TgFindingView *self)
{
  g_signal_emit (self, signals[NEW_RUN], 0);
}

static void
tg_finding_view_add_retype (TgFindingView *self, GtkWidget *box, guint attempts_left, gboolean sending)
{
  /* That finding's own text mentions the remaining attempts. */
  gboolean said = strcmp (self->finding->id, "auth-wrong-password") == 0 && !sending;
  g_autofree char *attempts = NULL;
  GtkWidget *list;
  GtkWidget *button;
  GtkEventController *keys;

  if (attempts_left == 0 && !g_strv_contains (new_password_ids, self->finding->id)) {
    if (!said)
      tg_words_append (GTK_BOX (box),
                       _ ("Two sign-ins were refused. Tegami stops here, so that the account is not locked. Look the password up in your "
                          "papers before you try again."),
                       NULL);
    button = add_button (box, _ ("I have looked it up: try again"), FALSE);
    g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_new_run_clicked), self);
    return;
  }

  attempts = g_strdup_printf (ngettext ("You have %u attempt left; stopping then keeps the account from being locked.",
                                        "You have %u attempts left; stopping then keeps the account from being locked.", attempts_left),
                              attempts_left);
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->password =
      g_object_new (TG_TYPE_FIELD, "kind", TG_FIELD_PASSWORD, "title", sending ? _ ("Password for sending") : _ ("Mail password"), "hint",
                    said || attempts_left == 0 ? NULL : attempts, NULL);
  tg_field_set_revealed (self->password, TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->password));
  gtk_box_append (GTK_BOX (box), list);

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_retype_enter), self);
  gtk_widget_add_controller (GTK_WIDGET (self->password), keys);

  button = add_button (box, _ ("Test with this password"), TRUE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_retype), self);
  self->focus = GTK_WIDGET (self->password);
}

static gboolean
is_hopeless (const TgRemedy *remedy)
{
  return remedy->change != NULL && remedy->tried == TG_TRIED_FAILS;
}

/* A remedy that was tried in vain is mentioned only if there is no other. */
static gboolean
tg_finding_view_has_hope (TgFindingView *self)
{
  for (guint i = 0; i < self->finding->remedies->len; i++)
    if (!is_hopeless (self->finding->remedies->pdata[i]))
      return TRUE;

  return FALSE;
}

/* The first remedy with a button leads; the texts of the others follow.  What is @told is no account to be changed. */
static void
tg_finding_view_add_remedies (TgFindingView *self, GtkWidget *box, gboolean told, gboolean suggested)
{
  gboolean hope = tg_finding_view_has_hope (self);

  for (guint i = 0; i < self->finding->remedies->len; i++) {
    const TgRemedy *remedy = g_ptr_array_index (self->finding->remedies, i);
    GtkWidget *button;

    if (hope && is_hopeless (remedy))
      continue;

    tg_words_append (GTK_BOX (box), remedy->text, "remedy");
    if (remedy->tried == TG_TRIED_WORKS && g_strcmp0 (remedy->id, "use-other-user") == 0)
      tg_words_append (GTK_BOX (box), _ ("Tried, and the sign-in was accepted."), "caption");
    else if (remedy->tried == TG_TRIED_WORKS && g_strcmp0 (remedy->id, "update-account") != 0)
      tg_words_append (GTK_BOX (box), _ ("Tried without signing in: it works."), "caption");
    else if (is_hopeless (remedy))
      tg_words_append (GTK_BOX (box), _ ("Tried without signing in: that does not work either."), "caption");
    /* Accounts in a mail program are changed on the Save page, which shows the change first. */
    if (told || remedy->change == NULL || is_hopeless (remedy) || g_strcmp0 (remedy->id, "update-account") == 0)
      continue;

    button = add_button (box, remedy->action != NULL ? remedy->action : _ ("Change this and test again"), suggested);
    g_object_set_data (G_OBJECT (button), "remedy", (gpointer)remedy);
    g_signal_connect (button, "clicked", G_CALLBACK (on_remedy_clicked), self);
    if (suggested)
      self->focus = button;
    suggested = FALSE;
  }
}

static void
tg_finding_view_add_evidence (TgFindingView *self, GtkWidget *box)
{
  GtkWidget *expander = gtk_expander_new_with_mnemonic (_ ("_How we know"));
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *id = g_strdup_printf (_ ("Name of this finding: %s"), self->finding->id);

  gtk_widget_set_margin_top (list, 6);
  for (guint i = 0; i < self->finding->evidence->len; i++) {
    GtkWidget *label = tg_words_append (GTK_BOX (list), g_ptr_array_index (self->finding->evidence, i), "evidence");

    gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  }
  tg_words_append (GTK_BOX (list), id, "dim-label");
  gtk_expander_set_child (GTK_EXPANDER (expander), list);
  gtk_box_append (GTK_BOX (box), expander);
}

/* What accompanies "It works" is something left to do, not an alarm. */
static TgSeverity
look_of (const TgFinding *finding)
{
  static const char *const beside[] = { "client-differs", "client-password-stale", "works-here", NULL };

  return g_strv_contains (beside, finding->id) ? TG_SEVERITY_CAUTION : finding->severity;
}

static void
tg_finding_view_build (TgFindingView *self, gboolean main, gboolean told, guint attempts_left, gboolean sending)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (looks[look_of (self->finding)].icon);
  gboolean retype = !told && attempts_left != TG_FINDING_VIEW_NO_RETYPE && g_strv_contains (retype_ids, self->finding->id);
  GtkWidget *title;

  gtk_widget_add_css_class (icon, looks[look_of (self->finding)].style);
  gtk_widget_add_css_class (icon, "finding-icon");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (head), icon);
  title = tg_words_new (self->finding->title, main ? "title-3" : "heading");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), tg_pair_new_around (title));
  gtk_box_append (GTK_BOX (box), head);
  tg_words_append (GTK_BOX (box), self->finding->cause, NULL);

  tg_finding_view_add_remedies (self, box, told, main && !retype);
  if (retype)
    tg_finding_view_add_retype (self, box, attempts_left, sending);
  if (!told && g_str_has_prefix (self->finding->id, "cert-")) {
    g_signal_connect_swapped (add_button (box, _ ("Show the certificate"), FALSE), "clicked", G_CALLBACK (on_certificate_clicked), self);
  }
  tg_finding_view_add_evidence (self, box);

  adw_bin_set_child (ADW_BIN (self), box);
  tg_widget_defaults_apply (box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->finding->title, -1);
}

static void
tg_finding_view_finalize (GObject *object)
{
  tg_finding_unref (TG_FINDING_VIEW (object)->finding);
  G_OBJECT_CLASS (tg_finding_view_parent_class)->finalize (object);
}

static void
tg_finding_view_class_init (TgFindingViewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tg_finding_view_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[REMEDY] = g_signal_new ("remedy", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SHOW_CERTIFICATE] = g_signal_new ("show-certificate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NEW_RUN] = g_signal_new ("new-run", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RETYPE] = g_signal_new ("retype", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
tg_finding_view_init (TgFindingView *self)
{
}

static GtkWidget *
make (const TgFinding *finding, gboolean main, gboolean told, guint attempts_left, gboolean sending)
{
  TgFindingView *self = g_object_new (TG_TYPE_FINDING_VIEW, NULL);

  self->finding = tg_finding_ref (finding);
  tg_finding_view_build (self, main, told, attempts_left, sending);
  return GTK_WIDGET (self);
}

GtkWidget *
tg_finding_view_new (const TgFinding *finding, gboolean main, guint attempts_left, gboolean sending)
{
  return make (finding, main, FALSE, attempts_left, sending);
}

GtkWidget *
tg_finding_view_new_told (const TgFinding *finding, gboolean main)
{
  return make (finding, main, TRUE, 0, FALSE);
}

void
tg_finding_view_append_told (GtkBox *box, const TgFinding *finding, gboolean main)
{
  GtkWidget *view = tg_finding_view_new_told (finding, main);

  gtk_widget_add_css_class (view, "card");
  gtk_widget_add_css_class (view, "finding-card");
  gtk_box_append (box, view);
}

void
tg_finding_view_add_help (TgFindingView *self, GtkWidget *child, GtkWidget *focus)
{
  GtkWidget *box = adw_bin_get_child (ADW_BIN (self));
  GtkWidget *evidence = gtk_widget_get_last_child (box);

  gtk_box_insert_child_after (GTK_BOX (box), child, gtk_widget_get_prev_sibling (evidence));
  if (focus != NULL)
    self->focus = focus;
}

TgSide
tg_finding_view_side (TgFindingView *self)
{
  return self->finding->side;
}

GtkWidget *
tg_finding_view_initial_focus (TgFindingView *self)
{
  return self->focus;
}
