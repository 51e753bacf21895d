/* token-box.c: the programs that hold a fitting sign-in, and the browser, each with a button.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/offers/token-box.h"

#include <glib/gi18n.h>

#include "app/cards/fact-card.h"
#include "app/cards/finding-view.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "oauth/browser.h"
#include "oauth/holders/holder.h"
#include "session/browser-programs.h"
#include "session/told/token-finding.h"

struct _TgTokenBox {
  GtkBox parent_instance;

  TgSession *session;        /* (nullable) */
  GCancellable *cancellable; /* (nullable): of looking who holds one, or of fetching it */
  GtkBox *card;              /* (nullable) */
  GtkBox *buttons;           /* (nullable): in it */
  TgToken *token;            /* (nullable): serves one test */
  TgFinding *failure;        /* (nullable): why there was none */
  char *problem;             /* (nullable): why the browser was not opened */
  TgSecret *passwords[2];    /* (nullable): by side, what the session has it in the place of */
};

G_DEFINE_FINAL_TYPE (TgTokenBox, tg_token_box, GTK_TYPE_BOX)

enum { BEGUN, ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* One question to the outside. */
typedef struct {
  TgTokenBox *box;
  GCancellable *cancellable;
} Question;

static Question *
question_new (TgTokenBox *box)
{
  Question *self = g_new0 (Question, 1);

  self->box = g_object_ref (box);
  self->cancellable = g_object_ref (box->cancellable);
  return self;
}

static void
question_free (Question *self)
{
  g_object_unref (self->box);
  g_object_unref (self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* Whether the box has asked for something else since, or is gone. */
static gboolean
question_is_old (const Question *self)
{
  return self->box->cancellable != self->cancellable;
}

static void
tg_token_box_ask (TgTokenBox *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
tg_token_box_clear (TgTokenBox *self)
{
  tg_box_empty (GTK_BOX (self));
  self->card = self->buttons = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Puts it where the passwords were. */
static void
tg_token_box_use (TgTokenBox *self, TgToken *token)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    TgSecret *password = tg_session_get_password (self->session, side);

    self->passwords[side] = password != NULL ? tg_secret_ref (password) : NULL;
  }
  self->token = token;
  tg_session_set_token (self->session, token->token);
}

/* @token: (transfer full): to whoever issued it */
static void
give_back (TgSession *session, TgToken *token)
{
  tg_token_revoke_async (tg_session_get_network (session), token, NULL, NULL, NULL);
  tg_token_free (token);
}

/* The passwords come back. */
static void
tg_token_box_give_back (TgTokenBox *self)
{
  /* With another address, it is gone already. */
  if (tg_session_get_password (self->session, TG_SIDE_RECEIVE) == self->token->token)
    tg_session_set_passwords (self->session, self->passwords[TG_SIDE_RECEIVE], self->passwords[TG_SIDE_SEND]);
  for (guint i = 0; i < G_N_ELEMENTS (self->passwords); i++)
    g_clear_pointer (&self->passwords[i], tg_secret_unref);
  give_back (self->session, g_steal_pointer (&self->token));
}

static void tg_token_box_offer (TgTokenBox *self);

/* @token: (transfer full) (nullable): it was called off */
static void
tg_token_box_end (TgTokenBox *self, TgToken *token)
{
  gboolean has_token = token != NULL && token->fault == TG_TOKEN_OK;

  if (has_token) {
    tg_token_box_use (self, token);
  } else {
    g_clear_pointer (&self->failure, tg_finding_unref);
    if (token != NULL) {
      self->failure = tg_token_finding (token, tg_session_get_account (self->session));
      /* What was given, but is of no use here. */
      give_back (self->session, token);
    }
    tg_token_box_offer (self);
  }
  g_signal_emit (self, signals[ENDED], 0, has_token);
}

/* @token: as above; one that comes too late is given back all the same */
static void
question_end (const Question *self, TgToken *token)
{
  if (!question_is_old (self))
    tg_token_box_end (self->box, token);
  else if (token != NULL && self->box->session != NULL)
    give_back (self->box->session, token);
  else
    g_clear_pointer (&token, tg_token_free);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;

  question_end (question, tg_holder_read_finish (result, NULL));
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;

  question_end (question, tg_browser_sign_in_finish (result, NULL));
}

static void
tg_token_box_wait (TgTokenBox *self, const char *words)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *spinner = gtk_spinner_new ();

  tg_token_box_ask (self);
  tg_box_empty (GTK_BOX (self));
  g_clear_pointer (&self->problem, g_free);
  self->buttons = NULL;
  self->card = GTK_BOX (tg_fact_card_new (_ ("Test the sign-in, too")));
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_valign (spinner, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), spinner);
  gtk_box_append (GTK_BOX (line), tg_words_new (words, NULL));
  gtk_box_append (self->card, line);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->card));
  g_signal_emit (self, signals[BEGUN], 0, self->cancellable);
}

static void
on_use (GtkButton *button, TgTokenBox *self)
{
  g_autoptr (GObject) kept = g_object_ref (G_OBJECT (button));
  const TgTokenOffer *offer = g_object_get_data (kept, "offer");
  g_autofree char *words = g_strdup_printf (_ ("Asking %s…"), tg_holder_title (offer->holder));

  tg_token_box_wait (self, words);
  tg_holder_read_async (offer, self->cancellable, on_read, question_new (self));
}

static void
on_page_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) || question_is_old (question))
    return;
  /* Nobody would come back from there. */
  g_free (question->box->problem);
  question->box->problem = g_strdup (error->message);
  g_cancellable_cancel (question->cancellable);
}

static void
show_page (const char *url, gpointer data)
{
  TgTokenBox *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_show_uri_full (GTK_WINDOW (root), url, GDK_CURRENT_TIME, NULL, on_page_shown, question_new (self));
}

static void
on_sign_in (TgTokenBox *self)
{
  const TgBrowserRequest request = { .wait_ms = TG_BROWSER_WAIT_MS, .open = show_page, .open_data = self };

  tg_token_box_wait (self, _ ("Sign in on the page that opens in your browser. The test then goes on by itself."));
  tg_browser_sign_in_async (tg_session_get_network (self->session), tg_session_get_account (self->session), &request, self->cancellable,
                            on_signed_in, question_new (self));
}

/* @label: (transfer full) */
static GtkWidget *
tg_token_box_add_button (TgTokenBox *self, char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (self->buttons, button);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  g_free (label);
  return button;
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  TgTokenBox *self = question->box;
  TgToken *failure = NULL;
  TgTokenOffer *offer = tg_holder_look_finish (result, &failure, NULL);
  GtkWidget *button;

  g_clear_pointer (&failure, tg_token_free);
  if (offer == NULL)
    return;
  if (question_is_old (question) || self->buttons == NULL) {
    tg_token_offer_free (offer);
    return;
  }

  /* TRANSLATORS: a button; %s is a program of this computer */
  button = tg_token_box_add_button (self, g_strdup_printf (_ ("Use the sign-in of %s"), tg_holder_title (offer->holder)));
  g_object_set_data_full (G_OBJECT (button), "offer", offer, (GDestroyNotify)tg_token_offer_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_use), self);
  tg_widget_defaults_apply (button);
}

/* A provider that mail programs know of themselves has registered those, and lets no other ask. */
static gboolean
tg_token_box_may_use_browser (TgTokenBox *self)
{
  const TgAccount *account = tg_session_get_account (self->session);
  g_autofree char *programs = tg_browser_programs (account->receive != NULL ? account->receive : account->send);

  return *programs == '\0';
}

/* Shown once there is something to press. */
static void
tg_token_box_offer (TgTokenBox *self)
{
  const TgAccount *account = tg_session_get_account (self->session);

  tg_token_box_clear (self);
  if (self->failure != NULL)
    tg_finding_view_append_told (GTK_BOX (self), self->failure);
  self->card = GTK_BOX (tg_fact_card_new (_ ("Test the sign-in, too")));
  self->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  tg_words_append (self->card,
                   _ ("A sign-in that another program has, or that you make in the browser, is used for this one test and then forgotten. "
                      "You can also go on without it."),
                   NULL);
  gtk_box_append (self->card, GTK_WIDGET (self->buttons));
  if (self->problem != NULL)
    tg_words_append (self->card, self->problem, NULL);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->card));
  if (tg_token_box_may_use_browser (self)) {
    GtkWidget *button = tg_token_box_add_button (self, g_strdup (_ ("Sign in in the browser")));

    g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_sign_in), self);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), self->failure != NULL || gtk_widget_get_first_child (GTK_WIDGET (self->buttons)) != NULL);
  tg_widget_defaults_apply (GTK_WIDGET (self));

  tg_token_box_ask (self);
  for (TgTokenSource holder = 0; holder < TG_N_HOLDERS; holder++)
    tg_holder_look_async (holder, account, self->cancellable, on_looked, question_new (self));
}

static void
tg_token_box_tell_proven (TgTokenBox *self)
{
  self->card = GTK_BOX (tg_fact_card_new (_ ("The sign-in was tested, too")));
  tg_words_append (self->card,
                   _ ("It was used for this test only, and is forgotten now. The mail program asks you to sign in once itself."), NULL);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->card));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
tg_token_box_prepare (TgTokenBox *self)
{
  g_return_if_fail (TG_IS_TOKEN_BOX (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->failure, tg_finding_unref);
  g_clear_pointer (&self->problem, g_free);
  tg_token_box_clear (self);
}

gboolean
tg_token_box_update (TgTokenBox *self, TgSession *session, gboolean practising)
{
  g_return_val_if_fail (TG_IS_TOKEN_BOX (self), FALSE);

  gboolean with_token = self->token != NULL && session == self->session;

  tg_token_box_prepare (self);
  if (self->token != NULL)
    tg_token_box_give_back (self);
  g_set_object (&self->session, session);
  if (with_token && tg_session_may_save (session))
    tg_token_box_tell_proven (self);
  else if (!practising && !tg_session_was_stopped (session) && tg_session_get_verdict (session) == TG_OUTCOME_UNPROVEN &&
           (tg_session_needs_browser (session, TG_SIDE_RECEIVE) || tg_session_needs_browser (session, TG_SIDE_SEND)))
    tg_token_box_offer (self);
  return with_token;
}

static void
tg_token_box_dispose (GObject *object)
{
  TgTokenBox *self = TG_TOKEN_BOX (object);

  tg_token_box_prepare (self);
  if (self->token != NULL)
    tg_token_box_give_back (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tg_token_box_parent_class)->dispose (object);
}

static void
tg_token_box_class_init (TgTokenBoxClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_token_box_dispose;
  signals[BEGUN] = g_signal_new ("begun", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_CANCELLABLE);
  signals[ENDED] = g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
tg_token_box_init (TgTokenBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
}
