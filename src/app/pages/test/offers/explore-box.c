/* explore-box.c: what works, the safest first, each with a button that takes it, the first one's in front.  No credential goes
 * out for it, and it says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/offers/explore-box.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/cards/fact-card.h"
#include "app/widgets/rows/fold.h"
#include "app/widgets/words.h"

struct _TgExploreBox {
  GtkBox parent_instance;

  TgSession *session;       /* (nullable) */
  GtkWidget *count;         /* (nullable): while it runs */
  GtkProgressBar *progress; /* (nullable): while it runs */
  GtkWidget *best;          /* (nullable): the button of what works best */
};

G_DEFINE_FINAL_TYPE (TgExploreBox, tg_explore_box, GTK_TYPE_BOX)

static guint use_signal;

static const char *const outcomes[] = {
  [TG_EXPLORED_WORKS] = N_ ("works up to the sign-in"),
  [TG_EXPLORED_CERTIFICATE] = N_ ("the certificate is not trusted"),
  [TG_EXPLORED_UNENCRYPTED] = N_ ("answers without encryption"),
  [TG_EXPLORED_NO_SIGN_IN] = N_ ("offers no sign-in with a password"),
  [TG_EXPLORED_REFUSED] = N_ ("refused"),
  [TG_EXPLORED_SILENT] = N_ ("no answer"),
  [TG_EXPLORED_NOT_FOUND] = N_ ("there is no such server name"),
  [TG_EXPLORED_OTHER] = N_ ("answers, but not as it should"),
};

static void
tg_explore_box_clear (TgExploreBox *self)
{
  tg_box_empty (GTK_BOX (self));
  self->count = NULL;
  self->progress = NULL;
  self->best = NULL;
}

static void
on_use (GtkButton *button, TgExploreBox *self)
{
  const TgExplored *row = g_object_get_data (G_OBJECT (button), "row");
  g_autoptr (TgAccount) account = tg_session_explored_account (self->session, row);

  g_signal_emit (self, use_signal, 0, account);
}

static gboolean
is_present (const TgAccount *account, const TgServer *server)
{
  return tg_server_equal (account->receive, server) || tg_server_equal (account->send, server);
}

static void
tg_explore_box_add_working (TgExploreBox *self, GtkBox *card, TgExplored *row)
{
  g_autofree char *text = tg_server_describe (row->server);
  gboolean present = is_present (tg_session_get_account (self->session), row->server);
  GtkWidget *button;
  g_autofree char *name = NULL;

  tg_fact_card_add_value (card, TG_FACT_GOOD, text,
                          present ? _ ("works up to the sign-in; this is what you have") : _ (outcomes[row->outcome]));
  if (present)
    return;

  /* TRANSLATORS: a button: "Use 465 with SSL/TLS and test again" */
  name = g_strdup_printf (_ ("Use %u with %s and test again"), row->server->port, tg_security_name (row->server->security));
  button = gtk_button_new_with_label (name);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  if (self->best == NULL) {
    self->best = button;
    gtk_widget_add_css_class (button, "suggested-action");
  }
  g_object_set_data_full (G_OBJECT (button), "row", tg_explored_ref (row), (GDestroyNotify)tg_explored_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_use), self);
  gtk_box_append (card, button);
}

/* One side: what works, or that nothing does. */
static void
tg_explore_box_add_side (TgExploreBox *self, GtkBox *card, GPtrArray *rows, gboolean send)
{
  gboolean any = FALSE;

  gtk_box_append (card, tg_words_new (send ? _ ("Sending") : _ ("Receiving"), "caption-heading"));
  for (guint i = 0; i < rows->len; i++) {
    TgExplored *row = rows->pdata[i];

    if ((row->server->protocol == TG_PROTOCOL_SMTP) != send || row->outcome != TG_EXPLORED_WORKS)
      continue;

    tg_explore_box_add_working (self, card, row);
    any = TRUE;
  }
  if (!any)
    tg_fact_card_add (card, TG_FACT_WRONG, _ ("Nothing was found that works."));
}

static void
tg_explore_box_add_others (GtkBox *card, GPtrArray *rows)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *fold;
  gboolean any = FALSE;

  for (guint i = 0; i < rows->len; i++) {
    const TgExplored *row = rows->pdata[i];
    g_autofree char *server = tg_server_describe (row->server);
    /* TRANSLATORS: a server and how it answered: "mail.example.jp, 993, SSL/TLS: no answer" */
    g_autofree char *line = g_strdup_printf (_ ("%s: %s"), server, _ (outcomes[row->outcome]));

    if (row->outcome == TG_EXPLORED_WORKS)
      continue;

    tg_words_append (GTK_BOX (list), line, "evidence");
    any = TRUE;
  }
  fold = tg_fold_new_with_mnemonic (_ ("_What else was checked"), list);
  gtk_widget_set_visible (fold, any);
  gtk_box_append (card, fold);
}

static void
tg_explore_box_show_rows (TgExploreBox *self, GPtrArray *rows)
{
  const TgAccount *account = tg_session_get_account (self->session);
  GtkWidget *card = tg_fact_card_new (_ ("What works, best first"));

  tg_fact_card_add (GTK_BOX (card), TG_FACT_PLAIN, _ ("Tried without signing in: no password was sent."));
  if (account->receive != NULL)
    tg_explore_box_add_side (self, GTK_BOX (card), rows, FALSE);
  if (account->send != NULL)
    tg_explore_box_add_side (self, GTK_BOX (card), rows, TRUE);
  tg_explore_box_add_others (GTK_BOX (card), rows);
  gtk_box_append (GTK_BOX (self), card);
  tg_widget_defaults_apply (card);
}

gboolean
tg_explore_box_update (TgExploreBox *self, TgSession *session)
{
  GPtrArray *rows = session != NULL ? tg_session_get_explored (session) : NULL;

  g_set_object (&self->session, session);
  tg_explore_box_clear (self);
  gtk_widget_set_visible (GTK_WIDGET (self), rows != NULL);
  if (rows != NULL)
    tg_explore_box_show_rows (self, rows);
  return self->best != NULL;
}

GtkWidget *
tg_explore_box_button (TgExploreBox *self)
{
  return self->best;
}

static void
on_progress (const TgExplored *row, guint done, guint total, gpointer data)
{
  TgExploreBox *self = data;
  g_autofree char *text = NULL;

  /* Another account may have taken this page's place meanwhile. */
  if (self->progress == NULL)
    return;

  text = g_strdup_printf (_ ("%u of %u checked"), done, total);
  gtk_label_set_text (GTK_LABEL (self->count), text);
  gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double)done / total : 0);
}

void
tg_explore_box_run (TgExploreBox *self, TgSession *session, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_set_object (&self->session, session);
  tg_explore_box_clear (self);
  self->count = tg_words_append (GTK_BOX (self), _ ("Looking for what works…"), NULL);
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->progress));
  /* What is under way when the page goes still reports its progress. */
  g_object_set_data_full (G_OBJECT (cancellable), "explore-box", g_object_ref (self), g_object_unref);
  tg_session_explore_async (session, on_progress, self, cancellable, callback, user_data);
}

static void
tg_explore_box_dispose (GObject *object)
{
  TgExploreBox *self = TG_EXPLORE_BOX (object);

  tg_explore_box_clear (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tg_explore_box_parent_class)->dispose (object);
}

static void
tg_explore_box_class_init (TgExploreBoxClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_explore_box_dispose;
  use_signal = g_signal_new ("use", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
tg_explore_box_init (TgExploreBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}
