/* memo.c: the sections of a support request, each left out where there is nothing to say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/memo.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cert/certificate.h"
#include "model/text/text.h"

static void
head (GString *text, const char *title)
{
  g_string_append_printf (text, "%s■ %s\n", text->len > 0 ? "\n" : "", title);
}

static void
line (GString *text, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  /* TRANSLATORS: a name and its value: "User name: taro@example.jp" */
  g_string_append_printf (text, _ ("%s: %s"), name, value);
  g_string_append_c (text, '\n');
}

static const char *
name_of (TgSide side)
{
  return side == TG_SIDE_SEND ? _ ("Sending") : _ ("Receiving");
}

static const TgFinding *
main_finding (const TgMemoInput *input)
{
  return input->findings != NULL && input->findings->len > 0 ? input->findings->pdata[0] : NULL;
}

static void
tell_trouble (GString *text, const TgMemoInput *input)
{
  const TgFinding *finding = main_finding (input);

  head (text, _ ("What is wrong"));
  if (finding == NULL)
    return;
  if (finding->side <= TG_SIDE_SEND)
    line (text, name_of (finding->side), finding->title);
  else
    g_string_append_printf (text, "%s\n", finding->title);
  g_string_append_printf (text, "%s\n", finding->cause);
}

/* The step at which it ended: what failed, else the last one. (nullable) */
static const char *
result_of (const TgEvidence *seen)
{
  const TgStepRecord *last = NULL;

  for (guint i = 0; i < seen->steps->len; i++) {
    last = seen->steps->pdata[i];
    if (last->outcome == TG_STEP_FAILED)
      break;
  }
  return last != NULL ? last->text : NULL;
}

static void
tell_side (GString *text, const TgMemoInput *input, TgSide side)
{
  const TgServer *server = tg_account_server (input->account, side);
  const TgEvidence *seen = input->sides[side];
  g_autofree char *described = server != NULL ? tg_server_describe (server) : NULL;
  const char *ip = seen != NULL ? tg_evidence_connected_ip (seen) : NULL;

  if (server == NULL)
    return;
  line (text, side == TG_SIDE_SEND ? _ ("Sending server") : _ ("Receiving server"), described);
  line (text, _ ("User name"), side == TG_SIDE_SEND ? tg_account_send_user (input->account) : tg_account_receive_user (input->account));
  if (seen == NULL)
    return;
  line (text, _ ("Address of the server"), ip);
  line (text, _ ("Encryption"), seen->tls != NULL ? seen->tls->version : NULL);
  line (text, _ ("Result"), result_of (seen));
}

static void
tell_account (GString *text, const TgMemoInput *input)
{
  head (text, _ ("Account and servers"));
  line (text, _ ("Mail address"), input->account->address);
  tell_side (text, input, TG_SIDE_RECEIVE);
  tell_side (text, input, TG_SIDE_SEND);
}

static void
tell_replies (GString *text, const TgMemoInput *input)
{
  gboolean any = FALSE;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgEvidence *seen = input->sides[side];

    if (seen == NULL || seen->fault == TG_FAULT_NONE || seen->decisive == NULL)
      continue;
    if (!any)
      head (text, _ ("The server’s exact words"));
    line (text, name_of (side), seen->decisive);
    any = TRUE;
  }
}

/* Whether what is wrong with this side is its certificate. */
static gboolean
is_about_certificate (const TgMemoInput *input, TgSide side)
{
  for (guint i = 0; input->findings != NULL && i < input->findings->len; i++) {
    const TgFinding *finding = input->findings->pdata[i];

    if (g_str_has_prefix (finding->id, "cert-") && tg_finding_is_on (finding, side))
      return TRUE;
  }
  return FALSE;
}

static void
tell_certificate (GString *text, const TgMemoInput *input, TgSide side)
{
  const TgEvidence *seen = input->sides[side];
  const TgCertificate *certificate = seen != NULL && seen->certificates->len > 0 ? seen->certificates->pdata[0] : NULL;
  g_autofree char *title = NULL, *names = NULL, *issuer = NULL, *from = NULL, *until = NULL;

  if (certificate == NULL || !is_about_certificate (input, side))
    return;
  title = g_strdup_printf (_ ("%s: the certificate that the server showed"), name_of (side));
  names = g_strjoinv (", ", certificate->names);
  issuer = tg_distinguished_name_plain (certificate->issuer);
  from = tg_text_day (certificate->not_before);
  until = tg_text_day (certificate->not_after);
  head (text, title);
  line (text, _ ("Names"), names);
  line (text, _ ("Issuer"), issuer);
  line (text, _ ("Valid from"), from);
  line (text, _ ("Valid until"), until);
  line (text, "SHA-256", certificate->sha256);
}

static void
tell_list (GString *text, const char *title, GPtrArray *lines)
{
  if (lines == NULL || lines->len == 0)
    return;
  head (text, title);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "- %s\n", (const char *)lines->pdata[i]);
}

static void
tell_place (GString *text, const TgMemoInput *input)
{
  g_autoptr (GTimeZone) local = input->zone == NULL ? g_time_zone_new_local () : NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (input->when);
  g_autoptr (GDateTime) there = utc != NULL ? g_date_time_to_timezone (utc, local != NULL ? local : input->zone) : NULL;
  /* TRANSLATORS: a date and time to the minute with the offset from UTC, for g_date_time_format(): "2026-11-30 18:02 (+09:00)" */
  g_autofree char *when = there != NULL ? g_date_time_format (there, _ ("%Y-%m-%d %H:%M (%:z)")) : NULL;
  g_autofree char *with =
      /* TRANSLATORS: a program, and the system that it runs on */
      input->system != NULL ? g_strdup_printf (_ ("%s on %s"), input->program, input->system) : g_strdup (input->program);

  head (text, _ ("When, and with what"));
  line (text, _ ("Date and time"), when);
  line (text, _ ("Tested with"), with);
  if (main_finding (input) != NULL)
    line (text, _ ("Name of this finding"), main_finding (input)->id);
  g_string_append_printf (text, "%s\n", _ ("The password is not in this text."));
}

char *
tg_memo_write (const TgMemoInput *input)
{
  GString *text = g_string_new (NULL);
  const TgFinding *finding = main_finding (input);

  tell_trouble (text, input);
  tell_account (text, input);
  tell_replies (text, input);
  tell_certificate (text, input, TG_SIDE_RECEIVE);
  tell_certificate (text, input, TG_SIDE_SEND);
  tell_list (text, _ ("How we know"), finding != NULL ? finding->evidence : NULL);
  tell_list (text, _ ("What was tried"), input->tried);
  tell_place (text, input);
  return g_string_free (text, FALSE);
}
