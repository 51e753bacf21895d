/* advanced-box.c: what stands behind *Advanced* on the certificate page.  Nothing here is a default,
 * and nothing here decides: each button leads to a page of its own that explains and asks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/allow/advanced-box.h"

#include <glib/gi18n.h>

#include "app/shell/page.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"
#include "exceptions/verdict.h"

const TgEvidence *
tg_advanced_evidence (TgWizard *wizard, TgSide side)
{
  const TgCheckResult *result = tg_session_get_result (tg_wizard_get_session (wizard));

  return result == NULL ? NULL : side == TG_SIDE_SEND ? result->send : result->receive;
}

static TgExceptionVerdict
judge (TgWizard *wizard, const TgEvidence *seen)
{
  TgSession *session = tg_wizard_get_session (wizard);

  return tg_exception_verdict (tg_session_get_account (session), seen, tg_session_get_findings (session));
}

static const char *
fingerprint_of (const TgEvidence *seen)
{
  return ((const TgCertificate *)seen->certificates->pdata[0])->sha256;
}

GPtrArray *
tg_advanced_covered (TgWizard *wizard, TgSide side)
{
  GPtrArray *covered = g_ptr_array_new ();
  const TgEvidence *seen = tg_advanced_evidence (wizard, side);
  const TgEvidence *other = tg_advanced_evidence (wizard, side == TG_SIDE_SEND ? TG_SIDE_RECEIVE : TG_SIDE_SEND);

  if (seen == NULL || judge (wizard, seen) != TG_EXCEPTION_ALLOWED)
    return covered;

  g_ptr_array_add (covered, (gpointer)seen);
  if (other != NULL && judge (wizard, other) == TG_EXCEPTION_ALLOWED && other->server->port != seen->server->port &&
      g_ascii_strcasecmp (other->server->ascii_host, seen->server->ascii_host) == 0 &&
      strcmp (fingerprint_of (other), fingerprint_of (seen)) == 0)
    g_ptr_array_add (covered, (gpointer)other);
  return covered;
}

/* An authority helps where the way up is open or leads to one that nobody knows. */
static gboolean
may_have_authority (const TgEvidence *seen)
{
  const TgCertificate *own = seen->certificates->pdata[0];
  GPtrArray *problems = seen->tls->problems;

  return tg_problems_has (problems, "cert-unknown-issuer") || tg_problems_has (problems, "cert-incomplete-chain") ||
         (tg_problems_has (problems, "cert-self-signed") && own->is_ca);
}

static void
add_way (GtkBox *box, const char *words, const char *label, const char *page)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  tg_words_append (box, words, NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "assistant.go");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", page);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (box, button);
}

gboolean
tg_advanced_fill (GtkBox *box, TgWizard *wizard, TgSide side)
{
  const TgEvidence *seen = tg_advanced_evidence (wizard, side);
  TgExceptionVerdict verdict = seen != NULL ? judge (wizard, seen) : TG_EXCEPTION_NO_CERTIFICATE;

  tg_box_empty (box);
  if (verdict == TG_EXCEPTION_NO_CERTIFICATE || verdict == TG_EXCEPTION_NOT_NEEDED)
    return FALSE;

  if (verdict != TG_EXCEPTION_ALLOWED) {
    tg_words_append (box, _ ("This certificate cannot be allowed"), "heading");
    tg_words_append (box, tg_exception_verdict_reason (verdict), NULL);
    return TRUE;
  }

  add_way (box,
           _ ("If this is your own device, or a server run by someone you know, you can compare the certificate’s fingerprint with theirs, "
              "and then allow this one certificate for a few days."),
           _ ("_Compare the fingerprint…"), "allow");
  if (may_have_authority (seen))
    add_way (box, _ ("If your office, school or device has its own certificate authority, you can trust it for this account only."),
             _ ("Trust an authority of your _own…"), "authority");
  tg_widget_defaults_apply (GTK_WIDGET (box));
  return TRUE;
}

static void
on_allowed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkLabel) problem = data;
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (problem), TG_TYPE_PAGE);
  g_autoptr (GError) error = NULL;
  gboolean allowed = tg_wizard_allow_finish (TG_WIZARD (source), result, &error);

  /* The page was closed. */
  if (page == NULL)
    return;

  tg_page_set_busy (TG_PAGE (page), FALSE);
  /* Cancelled: meanwhile it is about another account. */
  if (!allowed)
    tg_words_tell (problem, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : error->message);
  else if (gtk_widget_get_mapped (page))
    gtk_widget_activate_action (page, "assistant.leave-side", NULL);
}

void
tg_advanced_allow (GtkLabel *problem, GPtrArray *exceptions, const TgCertificate *authority)
{
  TgPage *page = TG_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (problem), TG_TYPE_PAGE));

  tg_page_set_busy (page, TRUE);
  tg_wizard_allow_async (tg_page_get_wizard (page), exceptions, authority, on_allowed, g_object_ref (problem));
}
