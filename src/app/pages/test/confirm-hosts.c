/* confirm-hosts.c: asks whether a server outside the address's own domain may have the password
 * (safety rule 4).  Enter never answers with yes: the boxes take the space bar and the mouse, and
 * the button is no default and ignores Enter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/test/confirm-hosts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/pages/test/spent.h"
#include "app/state/searched.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/no-enter.h"
#include "app/widgets/words.h"
#include "model/host.h"
#include "model/text/text.h"

typedef struct {
  TgSession *session;
  char **hosts;
  GPtrArray *checks; /* of GtkCheckButton*, borrowed */
  GtkWidget *button;
  void (*confirmed) (gpointer);
  gpointer user_data;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->session);
  g_strfreev (self->hosts);
  g_ptr_array_unref (self->checks);
  g_free (self);
}

static void
on_toggled (GtkCheckButton *check, Question *self)
{
  gboolean all = TRUE;

  for (guint i = 0; i < self->checks->len; i++)
    all = all && gtk_check_button_get_active (g_ptr_array_index (self->checks, i));
  gtk_widget_set_sensitive (self->button, all);
  tg_suggest (self->button, all);
}

static void
on_clicked (GtkButton *button, Question *self)
{
  void (*confirmed) (gpointer) = self->confirmed;
  gpointer user_data = self->user_data;

  for (char **host = self->hosts; *host; host++)
    tg_session_confirm_host (self->session, *host);
  /* This takes the question, and us, away. */
  confirmed (user_data);
}

gboolean
tg_confirm_hosts_applies (TgSession *session)
{
  g_auto (GStrv) hosts = tg_session_hosts_to_confirm (session);

  return tg_spent_withheld (session) && hosts[0] != NULL;
}

/* What a search has to say of such names. (nullable) */
static const TgFinding *
find_told (GPtrArray *findings)
{
  return tg_findings_find (findings, tg_notice_id (TG_NOTICE_FOREIGN_HOST));
}

void
tg_confirm_hosts_tell (TgSession *session, GPtrArray *findings)
{
  const TgFinding *told = find_told (findings);

  if (told != NULL && tg_confirm_hosts_applies (session))
    g_ptr_array_remove (findings, (gpointer)told);
}

static void
explain (GtkBox *box, TgSession *session)
{
  const TgFinding *told = find_told (tg_session_get_findings (session));

  tg_words_append (
      box,
      told != NULL ? told->cause
                   : _ ("It is not under your mail address’s own domain. Compare the name with your provider’s papers, letter by letter. "
                        "Your password has not been sent there."),
      NULL);
  if (told != NULL && told->remedies->len > 0)
    tg_words_append (box, ((const TgRemedy *)told->remedies->pdata[0])->text, NULL);
}

/* Who brought the name, and whose it is by our table: what the comparison is about. (nullable) */
static char *
describe (TgSession *session, const char *host)
{
  const TgAccount *account = tg_session_get_account (session);
  const TgServer *server = account->receive != NULL && strcmp (account->receive->ascii_host, host) == 0 ? account->receive : account->send;
  const TgProvider *company = tg_providers_find_host (host);
  g_autofree char *origin = server != NULL ? tg_searched_origin (tg_session_get_found (session), server, account->address) : NULL;
  g_autofree char *whose =
      company == NULL || server == NULL || server->origin == TG_ORIGIN_MX
          ? NULL
          : g_strdup_printf (_ ("Servers of %s have such names."), company->company != NULL ? company->company : company->name);

  if (origin != NULL && whose != NULL)
    return g_strconcat (origin, "\n", whose, NULL);
  return origin != NULL ? g_steal_pointer (&origin) : g_steal_pointer (&whose);
}

static void
add_check (Question *self, GtkBox *box, GPtrArray *names)
{
  g_autofree char *list = tg_text_list (names);
  g_autofree char *text = g_strdup_printf (ngettext ("Yes, %s belongs to my provider", "Yes, %s belong to my provider", names->len), list);
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), tg_words_new (text, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  tg_no_enter (check);
  g_signal_connect (check, "toggled", G_CALLBACK (on_toggled), self);
  g_ptr_array_add (self->checks, check);
  gtk_box_append (box, check);
}

/* The domain that somebody registered, and answers for; the whole name where that is nobody. */
static const char *
owner_of (const char *host)
{
  const char *registered = g_hostname_is_ip_address (host) ? NULL : tg_host_registrable (host);

  return registered != NULL ? registered : host;
}

/* One answer for all names that one owner answers for; who that is stands there large. */
static void
add_owner (Question *self, GtkBox *box, const char *first)
{
  const char *owner = owner_of (first);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *origin = describe (self->session, first);
  GtkWidget *large = tg_words_append (box, owner, "title-1");

  gtk_widget_add_css_class (large, "exact");
  gtk_widget_set_direction (large, GTK_TEXT_DIR_LTR);
  if (origin != NULL)
    tg_words_append (box, origin, "field-hint");
  for (char **host = self->hosts; *host; host++)
    if (strcmp (owner_of (*host), owner) == 0)
      g_ptr_array_add (names, *host);
  add_check (self, box, names);
}

static gboolean
is_first_of_owner (char **hosts, char **host)
{
  for (char **before = hosts; before != host; before++)
    if (strcmp (owner_of (*before), owner_of (*host)) == 0)
      return FALSE;

  return TRUE;
}

void
tg_confirm_hosts_fill (GtkBox *box, TgSession *session, char **hosts, GCallback confirmed, gpointer user_data)
{
  Question *self = g_new0 (Question, 1);

  self->session = g_object_ref (session);
  self->hosts = g_strdupv (hosts);
  self->checks = g_ptr_array_new ();
  self->confirmed = (void (*) (gpointer))confirmed;
  self->user_data = user_data;

  tg_words_append (box, _ ("Is this your provider’s server?"), "title-4");
  explain (box, session);
  self->button = gtk_button_new_with_mnemonic (_ ("_Sign in there"));
  for (char **host = self->hosts; *host; host++)
    if (is_first_of_owner (self->hosts, host))
      add_owner (self, box, *host);

  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_set_sensitive (self->button, FALSE);
  tg_no_enter (self->button);
  g_signal_connect_data (self->button, "clicked", G_CALLBACK (on_clicked), self, (GClosureNotify)(void (*) (void))question_free, 0);
  gtk_box_append (box, self->button);
  tg_words_append (box,
                   _ ("Tick the box with the mouse or the space bar. Enter does not confirm, so that no password goes astray by a slip."),
                   "field-hint");
  tg_widget_defaults_apply (self->button);
}
