/* sending.c: Thunderbird keeps its sending servers in a list of their own; identities name theirs, or use the default one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/repair/sending.h"

#include "clients/thunderbird/prefs/lists.h"
#include "clients/thunderbird/prefs/rows.h"

#define SMTP_SERVERS "mail.smtpservers"
#define DEFAULT_SMTP "mail.smtp.defaultserver"

char *
tg_sending_choose (TgPrefs *prefs, const TgSaveRequest *request)
{
  g_auto (GStrv) all = tg_pref_list (prefs, SMTP_SERVERS);
  char *key;

  for (gsize i = 0; all[i] != NULL; i++)
    if (tg_rows_smtp_matches (prefs, request, all[i], TG_ROWS_FRESH))
      return g_strdup (all[i]);
  key = tg_prefs_next_key (prefs, "smtp", 1);
  tg_rows_write_smtp (prefs, request, key, TG_ROWS_FRESH);
  tg_prefs_append_to_list (prefs, SMTP_SERVERS, key);
  /* Where none is chosen, the first one is the default: others may send through it. */
  if (all[0] == NULL)
    tg_prefs_set_if_missing (prefs, DEFAULT_SMTP, key);
  return key;
}

/* Whether an identity of another account sends through @smtp, by name or by default. */
static gboolean
is_shared (TgPrefs *prefs, const char *smtp, char **own_identities)
{
  g_autoptr (GPtrArray) names = tg_prefs_names (prefs, "mail.identity.");

  for (guint i = 0; i < names->len; i++) {
    g_auto (GStrv) parts = g_strsplit (names->pdata[i], ".", 4);
    g_autofree char *through = NULL;

    if (g_strcmp0 (parts[3], "useremail") != 0 || g_strv_contains ((const char *const *)own_identities, parts[2]))
      continue;
    through = tg_thunderbird_smtp_of (prefs, parts[2]);
    if (g_strcmp0 (through, smtp) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
send_through (TgPrefs *prefs, const char *identity, const char *smtp)
{
  g_autoptr (GString) name = g_string_new (NULL);

  tg_prefs_set_string (prefs, tg_pref_name (name, "identity", identity, "smtpServer"), smtp);
}

char *
tg_sending_repair (TgPrefs *prefs, const TgSaveRequest *request, const TgThunderbirdKeys *existing)
{
  g_auto (GStrv) identities = tg_thunderbird_identities (prefs, existing->account);
  const char *own = existing->smtp;
  g_autofree char *key = NULL;

  if (own != NULL && tg_rows_smtp_matches (prefs, request, own, TG_ROWS_UPDATE))
    return g_strdup (own);
  if (own != NULL && !is_shared (prefs, own, identities)) {
    tg_rows_write_smtp (prefs, request, own, TG_ROWS_UPDATE);
    return g_strdup (own);
  }
  key = tg_sending_choose (prefs, request);
  for (gsize i = 0; identities[i] != NULL; i++) {
    g_autofree char *through = tg_thunderbird_smtp_of (prefs, identities[i]);

    if (g_str_equal (identities[i], existing->identity) || (own != NULL && g_strcmp0 (through, own) == 0))
      send_through (prefs, identities[i], key);
  }
  return g_steal_pointer (&key);
}
