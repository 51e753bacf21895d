/* message-hits.c: of all that was found, only the best counts; then it is told like any finding.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/message-hits.h"

#include "diagnose/catalogue.h"
#include "model/text/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define SHOWN_MAX    200 /* characters of a recognised piece */
#define FINDINGS_MAX 4

void
tg_hit_free (gpointer data)
{
  TgHit *hit = data;

  g_free (hit->text);
  g_free (hit);
}

void
tg_hits_add (TgMessageReading *reading, const char *text, const char *id, TgSide side, TgTier tier, TgQuestion question)
{
  TgHit *hit;

  if (id == NULL)
    return;
  hit = g_new0 (TgHit, 1);
  hit->text = tg_text_visible (text, -1, SHOWN_MAX);
  g_strstrip (hit->text);
  hit->id = id;
  hit->side = side;
  hit->tier = tier;
  hit->question = question;
  g_ptr_array_add (reading->hits, hit);
}

static GHashTable *
arguments_for (const TgMessageReading *reading, const TgHit *hit)
{
  GHashTable *arguments = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (arguments, (gpointer) "reported", g_strdup ("yes"));
  g_hash_table_insert (arguments, (gpointer) "host", g_strdup (reading->host != NULL ? reading->host : _ ("the server")));
  g_hash_table_insert (arguments, (gpointer) "user", g_strdup (_ ("your user name")));
  g_hash_table_insert (arguments, (gpointer) "address", g_strdup (_ ("your address")));
  g_hash_table_insert (arguments, (gpointer) "server_text", g_strdup (hit->text));
  if (reading->port != NULL)
    g_hash_table_insert (arguments, (gpointer) "port", g_strdup (reading->port));
  return arguments;
}

/* "the server" may begin a sentence. */
static void
capitalise (char **sentence)
{
  gunichar first = g_utf8_get_char (*sentence);

  if (g_unichar_islower (first) && g_str_has_prefix (*sentence, _ ("the server"))) {
    char upper[7] = { 0 };
    char *rest = g_utf8_next_char (*sentence);
    char *capital;

    g_unichar_to_utf8 (g_unichar_toupper (first), upper);
    capital = g_strconcat (upper, rest, NULL);
    g_free (*sentence);
    *sentence = capital;
  }
}

/* The first reply of a side decides; what a server says after it only follows from that. */
static gboolean
is_another_side (GPtrArray *findings, const TgHit *hit)
{
  for (guint i = 0; i < findings->len; i++)
    if (((const TgFinding *)findings->pdata[i])->side == hit->side)
      return FALSE;
  return TRUE;
}

void
tg_hits_conclude (const TgMessageReading *reading, TgMessage *message)
{
  TgTier best = TG_N_TIERS;
  guint most;

  for (guint i = 0; i < reading->hits->len; i++)
    best = MIN (best, ((TgHit *)reading->hits->pdata[i])->tier);
  /* Of what is not sure, one guess is enough. */
  most = best == TG_TIER_REPLY ? FINDINGS_MAX : 1;
  for (guint i = 0; i < reading->hits->len; i++) {
    const TgHit *hit = reading->hits->pdata[i];
    g_autoptr (GHashTable) arguments = NULL;
    TgFinding *finding = (TgFinding *)tg_findings_find (message->findings, hit->id); /* ours, still in the making */
    TgRecognised *recognised;

    if (hit->tier != best || (finding == NULL && (message->findings->len == most || !is_another_side (message->findings, hit))))
      continue;
    message->question = hit->question;
    recognised = g_new0 (TgRecognised, 1);
    recognised->text = g_strdup (hit->text);
    recognised->id = hit->id;
    g_ptr_array_add (message->recognised, recognised);
    if (finding == NULL) {
      arguments = arguments_for (reading, hit);
      finding = tg_catalogue_finding (hit->id, hit->side, arguments);
      capitalise (&finding->cause);
      g_ptr_array_add (message->findings, finding);
    }
    g_ptr_array_add (finding->evidence, g_strdup_printf (_ ("Recognised: %s"), hit->text));
  }
}
