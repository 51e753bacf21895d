/* typed-notices.c: says what was cleaned, before and after; and what stands out in a user name or
 * password that was refused.  Of a password: kind and place, never a character (safety rule 5).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/typed-rules.h"

#include <string.h>

#include "diagnose/catalogue.h"
#include "find/names/look-alikes.h"
#include "find/typed.h"
#include "model/text/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define SHOWN_MAX 200 /* characters of a value */

/* Which slips belong to which notice. */
static const struct {
  const char *id;
  guint slips;
} notices[] = {
  { "input-spaces", TG_SLIP_SPACES | TG_SLIP_HIDDEN | TG_SLIP_WRAPPED | TG_SLIP_END_DOT | TG_SLIP_PORT },
  { "input-fullwidth", TG_SLIP_FULLWIDTH },
  { "input-lookalike", TG_SLIP_DOT | TG_SLIP_DASH | TG_SLIP_CAPITALS },
};

/* A notice in the making. */
typedef struct {
  GPtrArray *lines;
  gboolean cleaned;  /* a value was changed */
  gboolean password; /* a password was not */
  gboolean receive, send;
} Notice;

static const char *
field_title (TgTypedField field)
{
  switch (field) {
  case TG_TYPED_ADDRESS:
    return _ ("Mail address");
  case TG_TYPED_USER:
    return _ ("User name");
  case TG_TYPED_SEND_USER:
    return _ ("User name for sending");
  case TG_TYPED_RECEIVE:
    return _ ("Receiving server");
  case TG_TYPED_SEND:
  default:
    return _ ("Sending server");
  }
}

static void
add_cleanings (const TgTyped *typed, guint slips, Notice *notice)
{
  for (guint i = 0; typed != NULL && i < typed->cleanings->len; i++) {
    const TgCleaning *cleaning = typed->cleanings->pdata[i];
    g_autofree char *before = tg_text_visible (cleaning->before, -1, SHOWN_MAX);
    g_autofree char *after = tg_text_visible (cleaning->after, -1, SHOWN_MAX);

    if ((cleaning->slips & slips) == 0)
      continue;
    /* TRANSLATORS: the name of a field, what was typed into it, and what it was taken for */
    g_ptr_array_add (notice->lines, g_strdup_printf (_ ("%s: “%s” was read as “%s”"), field_title (cleaning->field), before, after));
    notice->cleaned = TRUE;
    notice->receive |= cleaning->field != TG_TYPED_SEND && cleaning->field != TG_TYPED_SEND_USER;
    notice->send |= cleaning->field != TG_TYPED_RECEIVE;
  }
}

static char *
slip_line (const TgPasswordSlip *slip)
{
  switch (slip->slip) {
  case TG_SLIP_FULLWIDTH:
    return g_strdup_printf (_ ("Password: character %u is full-width"), slip->position);
  case TG_SLIP_HIDDEN:
    return g_strdup_printf (_ ("Password: character %u is invisible"), slip->position);
  case TG_SLIP_CAPITALS:
    return g_strdup (_ ("Password: capital letters only; Caps Lock may be on"));
  case TG_SLIP_SPACES:
  default:
    return g_strdup_printf (_ ("Password: character %u is a space"), slip->position);
  }
}

static void
add_password (const GArray *found, guint slips, Notice *notice)
{
  for (guint i = 0; found != NULL && i < found->len; i++) {
    const TgPasswordSlip *slip = &g_array_index (found, TgPasswordSlip, i);

    if ((slip->slip & slips) != 0) {
      g_ptr_array_add (notice->lines, slip_line (slip));
      notice->password = TRUE;
    }
  }
}

static void
add_user (const TgEvidence *seen, Notice *notice)
{
  g_autofree char *local = tg_address_local_part (seen->user);
  g_autofree char *letters = tg_look_alikes_in (local != NULL ? local : seen->user);

  if (letters != NULL)
    /* TRANSLATORS: a user name, and letters in it with their places: “tar0”: 0 (4) */
    g_ptr_array_add (notice->lines, g_strdup_printf (_ ("User name “%s”, easily confused: %s"), seen->user, letters));
  if (tg_look_alike_capitals (seen->user))
    g_ptr_array_add (notice->lines, g_strdup_printf (_ ("User name “%s”: capital letters only; Caps Lock may be on"), seen->user));
}

/* Only a refusal that says nothing more than "no" may be about the letters. */
static void
add_refused_side (const TgDiagnosisInput *input, GPtrArray *findings, TgSide side, guint slips, Notice *notice)
{
  const TgEvidence *seen = side == TG_SIDE_SEND ? input->send : input->receive;
  guint before = notice->lines->len;

  if (seen == NULL || !seen->sign_in_refused ||
      (tg_findings_find (findings, "auth-wrong-password") == NULL && tg_findings_find (findings, "auth-refused") == NULL))
    return;
  if (input->typed != NULL)
    add_password (side == TG_SIDE_SEND ? input->typed->send_password : input->typed->password, slips, notice);
  if ((slips & TG_SLIP_CAPITALS) != 0 && seen->user != NULL)
    add_user (seen, notice);
  notice->receive |= side == TG_SIDE_RECEIVE && notice->lines->len > before;
  notice->send |= side == TG_SIDE_SEND && notice->lines->len > before;
}

static TgSide
side_of (const TgDiagnosisInput *input, const Notice *notice)
{
  gboolean receive = notice->receive && input->receive != NULL;
  gboolean send = notice->send && input->send != NULL;

  return receive && send ? TG_SIDE_BOTH : send ? TG_SIDE_SEND : TG_SIDE_RECEIVE;
}

void
tg_typed_apply (const TgDiagnosisInput *input, GPtrArray *findings)
{
  for (guint i = 0; i < G_N_ELEMENTS (notices); i++) {
    g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
    Notice notice = { .lines = lines };
    g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);
    TgFinding *finding;

    add_cleanings (input->typed, notices[i].slips, &notice);
    add_refused_side (input, findings, TG_SIDE_RECEIVE, notices[i].slips, &notice);
    add_refused_side (input, findings, TG_SIDE_SEND, notices[i].slips, &notice);
    if (lines->len == 0 || tg_findings_find (findings, notices[i].id) != NULL)
      continue;
    if (notice.cleaned)
      g_hash_table_insert (arguments, (gpointer) "cleaned", (gpointer) "yes");
    if (notice.password)
      g_hash_table_insert (arguments, (gpointer) "password", (gpointer) "yes");
    finding = tg_catalogue_finding (notices[i].id, side_of (input, &notice), arguments);
    g_ptr_array_extend_and_steal (finding->evidence, g_steal_pointer (&lines));
    g_ptr_array_add (findings, finding);
  }
}
