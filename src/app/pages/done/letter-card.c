/* letter-card.c: a test letter to oneself.  "Sending works" is said only when it has arrived.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/done/letter-card.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"
#include "app/cards/fact-card.h"
#include "app/cards/finding-view.h"
#include "app/widgets/words.h"

struct _TgLetterCard {
  GtkBox parent_instance;

  TgSession *session; /* (nullable) */
  gboolean allow_plaintext;
  GCancellable *cancellable; /* (nullable): while it waits */
  GtkWidget *phase;          /* (nullable): while it waits */
  GtkProgressBar *progress;  /* (nullable): while it waits */
};

G_DEFINE_FINAL_TYPE (TgLetterCard, tg_letter_card, GTK_TYPE_BOX)

static GtkBox *
tg_letter_card_renew (TgLetterCard *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  tg_box_empty (GTK_BOX (self));
  self->phase = NULL;
  self->progress = NULL;
  gtk_box_append (GTK_BOX (self), card);
  return GTK_BOX (card);
}

static void tg_letter_card_send (TgLetterCard *self);

static GtkWidget *
add_button (TgLetterCard *self, GtkBox *card, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (card, button);
  tg_widget_defaults_apply (button);
  return button;
}

static void
tg_letter_card_offer (TgLetterCard *self)
{
  GtkBox *card = tg_letter_card_renew (self);

  tg_fact_card_add (card, TG_FACT_PLAIN,
                    _ ("Tegami sends a short letter from your address to your address, waits up to two minutes for it, reads what the "
                       "receiving server says about it, and deletes it again. No other mail is read or touched."));
  add_button (self, card, _ ("_Send yourself a test letter"), G_CALLBACK (tg_letter_card_send));
}

/* What became of it, and no more than that. */
static void
add_result (GtkBox *card, const TgSelfLetter *letter, gboolean stopped)
{
  g_autofree char *text = NULL;

  if (!letter->sent) {
    tg_fact_card_add (card, TG_FACT_WRONG, _ ("The sending server did not accept the letter."));
    return;
  }
  if (!letter->seen) {
    tg_fact_card_add (card, TG_FACT_CAUTION,
                      letter->looked || stopped
                          ? _ ("The sending server accepted the letter, but it has not arrived in the mailbox. It may still come.")
                          : _ ("The sending server accepted the letter, but the mailbox could not be searched."));
    return;
  }

  text = letter->seconds >= 0
             ? g_strdup_printf (_ ("The letter arrived after %.1f seconds, in %s: sending and receiving work."), letter->seconds,
                                tg_self_letter_folder (letter))
             : g_strdup_printf (_ ("The letter arrived in %s: sending and receiving work."), tg_self_letter_folder (letter));
  tg_fact_card_add (card, TG_FACT_GOOD, text);
  tg_fact_card_add (card, TG_FACT_PLAIN, letter->deleted ? _ ("It was deleted again.") : _ ("It is still there; you may delete it."));
}

static void
add_check (GtkBox *card, const char *name, const char *result)
{
  g_autofree char *text = NULL;

  if (result == NULL)
    return;

  /* TRANSLATORS: a check of the sender's domain and its result: "SPF: pass" */
  text = g_strdup_printf (_ ("%s: %s"), name, result);
  tg_fact_card_add (card,
                    tg_letter_check_failed (result) ? TG_FACT_WRONG
                    : strcmp (result, "pass") == 0  ? TG_FACT_GOOD
                                                    : TG_FACT_PLAIN,
                    text);
}

static void
add_checks (GtkBox *card, const TgLetterChecks *checks)
{
  g_autofree char *text = NULL;

  if (checks == NULL)
    return;
  if (checks->authserv_id == NULL) {
    tg_fact_card_add (card, TG_FACT_PLAIN, _ ("The receiving server says nothing about the sender’s domain (SPF, DKIM, DMARC)."));
    return;
  }

  text = g_strdup_printf (_ ("What %s says about the sender’s domain:"), checks->authserv_id);
  tg_fact_card_add (card, TG_FACT_PLAIN, text);
  add_check (card, "SPF", checks->spf);
  add_check (card, "DKIM", checks->dkim);
  add_check (card, "DMARC", checks->dmarc);
}

/* The findings that the letter has added, as everywhere else. */
static void
tg_letter_card_add_findings (TgLetterCard *self, GtkBox *card)
{
  GPtrArray *findings = tg_session_get_findings (self->session);

  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    if (g_str_has_prefix (finding->id, "letter-") || finding->severity == TG_SEVERITY_PROBLEM)
      gtk_box_append (card, tg_finding_view_new_told (finding));
  }
}

static void
on_letter_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgLetterCard) self = data;
  g_autoptr (GError) error = NULL;
  const TgSelfLetter *letter;
  GtkBox *card;

  tg_session_finish (TG_SESSION (source), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("letter to oneself: %s", error->message);

  g_clear_object (&self->cancellable);
  /* Another account took the place of this one meanwhile. */
  if (TG_SESSION (source) != self->session || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  /* What it rested on was removed, and that stopped it. */
  if (!tg_session_may_self_letter (self->session)) {
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    return;
  }
  card = tg_letter_card_renew (self);
  letter = tg_session_get_self_letter (self->session);
  if (error != NULL)
    tg_fact_card_add (card, TG_FACT_PLAIN, _ ("You stopped waiting."));
  if (letter != NULL) {
    add_result (card, letter, error != NULL);
    add_checks (card, letter->checks);
    tg_letter_card_add_findings (self, card);
  }
  gtk_widget_grab_focus (add_button (self, card, _ ("_Send another letter"), G_CALLBACK (tg_letter_card_send)));
}

static void
on_progress (TgLetterPhase phase, guint waited_ms, guint wait_ms, gpointer data)
{
  TgLetterCard *self = data;
  g_autofree char *text = NULL;

  if (self->progress == NULL)
    return;

  text = phase == TG_LETTER_SENDING
             ? g_strdup (_ ("Sending the letter…"))
             : g_strdup_printf (_ ("The server has accepted it. Waiting for it in the mailbox: %u of at most %u seconds"), waited_ms / 1000,
                                wait_ms / 1000);
  gtk_label_set_text (GTK_LABEL (self->phase), text);
  gtk_progress_bar_set_fraction (self->progress, wait_ms > 0 ? MIN (1.0, (double)waited_ms / wait_ms) : 0);
}

static void
tg_letter_card_send (TgLetterCard *self)
{
  static const TgSelfLetterWatch watch = { .progress = on_progress };
  const TgCheckOptions options = { .sign_in = TRUE, .allow_plaintext = self->allow_plaintext };
  GtkBox *card;

  if (self->cancellable != NULL || tg_session_is_busy (self->session))
    return;

  card = tg_letter_card_renew (self);
  self->phase = tg_words_new (_ ("Sending the letter…"), NULL);
  gtk_box_append (card, self->phase);
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_box_append (card, GTK_WIDGET (self->progress));
  gtk_widget_grab_focus (add_button (self, card, _ ("_Stop waiting"), G_CALLBACK (tg_letter_card_stop)));
  self->cancellable = g_cancellable_new ();
  tg_session_self_letter_async (self->session, &options, TG_SELF_LETTER_WAIT_MS, &watch, self, self->cancellable, on_letter_done,
                                g_object_ref (self));
}

void
tg_letter_card_stop (TgLetterCard *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

void
tg_letter_card_set_session (TgLetterCard *self, TgSession *session, gboolean allow_plaintext)
{
  self->allow_plaintext = allow_plaintext;
  gtk_widget_set_visible (GTK_WIDGET (self), tg_session_may_self_letter (session) || self->cancellable != NULL);
  /* What is shown is of the letter that waits, or of the last one since the test. */
  if (session == self->session && (self->cancellable != NULL || tg_session_get_self_letter (session) != NULL))
    return;

  g_set_object (&self->session, session);
  tg_letter_card_offer (self);
}

static void
tg_letter_card_dispose (GObject *object)
{
  TgLetterCard *self = TG_LETTER_CARD (object);

  tg_letter_card_stop (self);
  self->phase = NULL;
  self->progress = NULL;
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tg_letter_card_parent_class)->dispose (object);
}

static void
tg_letter_card_finalize (GObject *object)
{
  g_clear_object (&TG_LETTER_CARD (object)->cancellable);
  G_OBJECT_CLASS (tg_letter_card_parent_class)->finalize (object);
}

static void
tg_letter_card_class_init (TgLetterCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tg_letter_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = tg_letter_card_finalize;
}

static void
tg_letter_card_init (TgLetterCard *self)
{
}
