/* safer.c: what works with more protection than is published for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/found/found-words.h"

#include "diagnose/catalogue.h"
#include "find/origin-words.h"
#include "model/text/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

/* Neither what somebody typed, nor a row of ours, nor a guess is a publication. */
static gboolean
publishes (TgOrigin source)
{
  switch (source) {
  case TG_ORIGIN_SNAPSHOT:
  case TG_ORIGIN_AUTOCONFIG:
  case TG_ORIGIN_WELL_KNOWN:
  case TG_ORIGIN_PACC:
  case TG_ORIGIN_ISPDB:
  case TG_ORIGIN_SRV:
  case TG_ORIGIN_MX_DOMAIN:
  case TG_ORIGIN_HTTP:
    return TRUE;
  default:
    return FALSE;
  }
}

/* Of the same server only: that another one has more says nothing of this one. */
static gboolean
is_safer (const TgSaferSide *side)
{
  return side->published != NULL && side->verified != NULL && publishes (side->source) &&
         side->verified->protocol == side->published->protocol && tg_server_same_name (side->verified, side->published) &&
         side->verified->security < side->published->security;
}

static gboolean
are_alike (const TgSaferSide *one, const TgSaferSide *other)
{
  return is_safer (one) && is_safer (other) && one->published->security == other->published->security &&
         one->verified->security == other->verified->security;
}

static void
add_evidence (TgFinding *finding, const char *address, const TgSaferSide *side)
{
  g_autofree char *published = tg_server_describe (side->published), *verified = tg_server_describe (side->verified);

  g_ptr_array_add (finding->evidence, tg_origin_says (side->source, address, published));
  /* TRANSLATORS: a server that was tested and works: "imap.example.jp · 993 · IMAP · SSL/TLS" */
  g_ptr_array_add (finding->evidence, g_strdup_printf (_ ("Tested, and it works: %s"), verified));
}

/* @sides: those from @first to @last are alike */
static TgFinding *
finding_of (const char *address, const TgSaferSide *sides, TgSide first, TgSide last)
{
  g_autoptr (GHashTable) arguments = tg_found_arguments (address);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;
  TgFinding *finding;

  for (TgSide side = first; side <= last; side++)
    if (!g_ptr_array_find_with_equal_func (names, sides[side].verified->host, g_str_equal, NULL))
      g_ptr_array_add (names, sides[side].verified->host);
  list = tg_text_list (names);
  tg_found_put (arguments, "names", list);
  tg_found_put (arguments, "security", tg_security_name (sides[first].verified->security));
  if (sides[first].published->security == TG_SECURITY_NONE)
    tg_found_put (arguments, "published_plain", "yes");
  finding = tg_catalogue_finding ("settings-safer", first != last ? TG_SIDE_BOTH : first, arguments);
  for (TgSide side = first; side <= last; side++)
    add_evidence (finding, address, &sides[side]);
  return finding;
}

GPtrArray *
tg_found_safer (const char *address, const TgSaferSide sides[2])
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);

  if (are_alike (&sides[TG_SIDE_RECEIVE], &sides[TG_SIDE_SEND])) {
    g_ptr_array_add (findings, finding_of (address, sides, TG_SIDE_RECEIVE, TG_SIDE_SEND));
    return findings;
  }
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    if (is_safer (&sides[side]))
      g_ptr_array_add (findings, finding_of (address, sides, side, side));
  return findings;
}
