/* trial-box.c: names the servers before they are contacted (safety rule 8), and says afterwards which of them answer as they should.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/letter/trial-box.h"

#include <glib/gi18n.h>

#include "app/widgets/pair.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "model/text/text.h"

struct _TgTrialBox {
  GtkBox parent_instance;

  GtkWidget *button;
  GtkLabel *note;
  GtkWidget *running;
  GtkWidget *cancel_button;
  GtkLabel *result;

  TgAccount *account;   /* (nullable): the one that is shown */
  TgAccount *tried;     /* (nullable): the one that @result is about */
  GCancellable *trying; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TgTrialBox, tg_trial_box, GTK_TYPE_BOX)

enum { TRY, TRIED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* A button that hides with the focus in it hands it on. */
static void
tg_trial_box_sync (TgTrialBox *self)
{
  gboolean running = self->trying != NULL;
  gboolean focused = gtk_widget_has_focus (running ? self->button : self->cancel_button);

  gtk_widget_set_visible (self->running, running);
  gtk_widget_set_visible (self->button, !running);
  if (focused)
    gtk_widget_grab_focus (running ? self->cancel_button : self->button);
}

gboolean
tg_trial_box_stop (TgTrialBox *self)
{
  if (self->trying == NULL)
    return FALSE;
  g_cancellable_cancel (self->trying);
  g_clear_object (&self->trying);
  tg_trial_box_sync (self);
  return TRUE;
}

void
tg_trial_box_show (TgTrialBox *self, const TgAccount *account)
{
  g_autofree char *hosts = tg_account_hosts (account);
  g_autofree char *visible = hosts != NULL ? tg_text_visible (hosts, -1, 160) : NULL;
  g_autofree char *note = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), hosts != NULL);
  if (self->account != NULL && tg_account_equal (self->account, account))
    return;
  tg_trial_box_stop (self);
  g_clear_pointer (&self->account, tg_account_unref);
  self->account = tg_account_ref (account);
  /* What was proposed after trying it need not be tried again. */
  gtk_widget_set_visible (GTK_WIDGET (self->result), self->tried != NULL && tg_account_equal (self->tried, account));
  if (visible == NULL)
    return;
  /* TRANSLATORS: %s: the names of one or two servers */
  note = g_strdup_printf (_ ("Contacts %s, without signing in: neither your password nor your address is sent."), visible);
  gtk_label_set_text (self->note, note);
}

/* "Receiving: pop.example.jp answers as it should." (transfer full) */
static char *
describe (const TgLetterTrial *trial)
{
  GString *text = g_string_new (NULL);

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *server = tg_account_server (trial->account, side);
    g_autofree char *described = server != NULL ? tg_server_describe (server) : NULL;
    g_autofree char *visible = server != NULL ? tg_text_visible (described, -1, 160) : NULL;

    if (server == NULL)
      continue;
    if (text->len > 0)
      g_string_append_c (text, '\n');
    if (trial->works[side])
      /* TRANSLATORS: %s: a server: "imap.example.jp · 993 · IMAP · SSL/TLS" */
      g_string_append_printf (text, _ ("%s: works, as far as can be seen without signing in."), visible);
    else
      g_string_append_printf (text, _ ("%s: does not work like this from here."), visible);
  }
  return g_string_free (text, FALSE);
}

static void
on_tried (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgTrialBox) self = data;
  g_autoptr (TgLetterTrial) trial = tg_session_try_letter_finish (TG_SESSION (session), result, NULL);
  g_autofree char *text = NULL;

  /* Stopped, or gone. */
  if (trial == NULL || self->trying == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  g_clear_object (&self->trying);
  tg_trial_box_sync (self);
  g_clear_pointer (&self->tried, tg_account_unref);
  self->tried = tg_account_ref (trial->account);
  text = describe (trial);
  tg_words_tell (self->result, text);
  g_signal_emit (self, signals[TRIED], 0, trial);
}

void
tg_trial_box_begin (TgTrialBox *self, TgSession *session, const TgLetter *letter)
{
  tg_trial_box_stop (self);
  self->trying = g_cancellable_new ();
  gtk_widget_set_visible (GTK_WIDGET (self->result), FALSE);
  tg_trial_box_sync (self);
  tg_session_try_letter_async (session, letter, 0, self->trying, on_tried, g_object_ref (self));
}

static void
on_clicked (TgTrialBox *self)
{
  g_signal_emit (self, signals[TRY], 0);
}

static void
tg_trial_box_dispose (GObject *object)
{
  TgTrialBox *self = TG_TRIAL_BOX (object);

  g_cancellable_cancel (self->trying);
  g_clear_object (&self->trying);
  g_clear_pointer (&self->account, tg_account_unref);
  g_clear_pointer (&self->tried, tg_account_unref);
  G_OBJECT_CLASS (tg_trial_box_parent_class)->dispose (object);
}

static void
tg_trial_box_class_init (TgTrialBoxClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_trial_box_dispose;
  signals[TRY] = g_signal_new ("try", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TRIED] = g_signal_new ("tried", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
tg_trial_box_init (TgTrialBox *self)
{
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *words = tg_words_new (_ ("Trying these servers, without signing in…"), NULL);
  GtkWidget *line;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->button = gtk_button_new_with_mnemonic (_ ("_Try these servers"));
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_append (GTK_BOX (self), self->button);

  self->running = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (line), spinner);
  gtk_box_append (GTK_BOX (line), tg_pair_new_around (words));
  gtk_box_append (GTK_BOX (self->running), line);
  self->cancel_button = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  gtk_widget_set_halign (self->cancel_button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->cancel_button, "clicked", G_CALLBACK (tg_trial_box_stop), self);
  gtk_box_append (GTK_BOX (self->running), self->cancel_button);
  gtk_box_append (GTK_BOX (self), self->running);

  self->note = GTK_LABEL (tg_words_append (GTK_BOX (self), "", "field-hint"));
  self->result = GTK_LABEL (tg_words_append (GTK_BOX (self), "", NULL));
  gtk_label_set_selectable (self->result, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->result), FALSE);
  tg_widget_defaults_apply (GTK_WIDGET (self));
  tg_trial_box_sync (self);
}
