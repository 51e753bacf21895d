/* spent.c: what was refused is not sent again, and after two refusals nothing is (safety rule 3).  A test that
 * is repeated then would be silent about it for ever, without this.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/spent.h"

#include <glib/gi18n.h>

#include "app/cards/finding-view.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/field.h"
#include "app/widgets/words.h"

typedef struct {
  TgSession *session;
  TgField *password;
  void (*again) (gpointer);
  gpointer user_data;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->session);
  g_free (self);
}

gboolean
tg_spent_withheld (TgSession *session)
{
  const TgCheckResult *result = tg_session_get_result (session);

  return result != NULL &&
         ((result->receive != NULL && result->receive->sign_in_withheld) || (result->send != NULL && result->send->sign_in_withheld));
}

/* Of tests before: this one was not refused itself. */
static gboolean
is_about_refusals (const TgCheckResult *result)
{
  gboolean held = FALSE, refused = FALSE;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgEvidence *seen = tg_check_result_seen (result, side);

    held |= seen != NULL && seen->withheld == TG_WITHHELD_REFUSED;
    refused |= seen != NULL && seen->sign_in_refused;
  }
  return held && !refused;
}

/* A refusal that another password may end: of any other, its finding says what to do. */
static gboolean
wants_another_password (TgSession *session)
{
  GPtrArray *findings = tg_session_get_findings (session);

  return tg_findings_find (findings, "auth-wrong-password") != NULL || tg_findings_find (findings, "auth-refused") != NULL;
}

gboolean
tg_spent_applies (TgSession *session)
{
  g_auto (GStrv) hosts = tg_session_hosts_to_confirm (session);

  /* An account that wants a sign-in in the browser may be saved without one here. */
  return tg_spent_withheld (session) && is_about_refusals (tg_session_get_result (session)) && hosts[0] == NULL &&
         tg_session_get_password (session, TG_SIDE_RECEIVE) != NULL && !tg_session_may_save (session) &&
         (tg_session_get_verdict (session) == TG_OUTCOME_UNPROVEN || wants_another_password (session));
}

guint
tg_spent_attempts (TgSession *session)
{
  return tg_spent_applies (session) ? TG_FINDING_VIEW_NO_RETYPE : tg_session_attempts_left (session);
}

/* Whose password is asked for. */
static TgSide
side_of (TgSession *session)
{
  return tg_session_receives (session) ? TG_SIDE_SEND : TG_SIDE_RECEIVE;
}

static void
answer (Question *self)
{
  const char *text = tg_field_get_text (self->password);
  void (*again) (gpointer) = self->again;
  gpointer user_data = self->user_data;
  g_autoptr (TgSecret) secret = *text ? tg_secret_new (text, -1) : NULL;

  if (secret == NULL) {
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
    return;
  }
  tg_field_set_text (self->password, "");
  tg_session_retype_password (self->session, side_of (self->session), secret);
  /* This takes the question, and us, away. */
  again (user_data);
}

/* Or Enter would press the window's default button. */
static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, Question *self)
{
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;

  answer (self);
  return GDK_EVENT_STOP;
}

void
tg_spent_fill (GtkBox *box, TgSession *session, GCallback again, gpointer user_data)
{
  Question *self = g_new0 (Question, 1);
  GtkWidget *list = gtk_list_box_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Test with this password"));
  gboolean sending = side_of (session) == TG_SIDE_SEND;

  tg_box_empty (box);
  self->session = g_object_ref (session);
  self->again = (void (*) (gpointer))again;
  self->user_data = user_data;
  self->password =
      g_object_new (TG_TYPE_FIELD, "kind", TG_FIELD_PASSWORD, "title", sending ? _ ("Password for sending") : _ ("Mail password"), NULL);
  tg_field_set_revealed (self->password, TRUE);

  tg_words_append (box,
                   sending ? _ ("Look the password for sending up before the next attempt")
                           : _ ("Look the mail password up before the next attempt"),
                   "title-4");
  tg_words_append (box,
                   sending
                       ? _ ("Sending refused sign-ins earlier, so this test did not sign in there: too many refusals lock an account. "
                            "Take the password for sending from your papers, and compare it letter by letter as you type it.")
                       : _ ("A sign-in was refused earlier, so this test did not try it again: too many refusals lock an account. Take the "
                            "mail password from your papers, and compare it letter by letter as you type it."),
                   NULL);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->password));
  gtk_box_append (box, list);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->password), keys);
  g_signal_connect_data (button, "clicked", G_CALLBACK (answer), self, (GClosureNotify)(void (*) (void))question_free, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);
  tg_widget_defaults_apply (button);
  g_object_set_data (G_OBJECT (button), "spent", button);
}

GtkWidget *
tg_spent_button (GtkBox *box)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (box));

  return last != NULL && g_object_get_data (G_OBJECT (last), "spent") != NULL ? last : NULL;
}
