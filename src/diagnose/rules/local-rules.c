/* local-rules.c: bridges and gateways on this very computer, and the devices of a home.  What counts is the address that was
 * really connected to, not the name; and there is no company to ask.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/deeds.h"

#include <string.h>

#include "find/local-programs.h"

/* Up to the sign-in at least: that it is withheld until the person insists is what these findings explain. */
static gboolean
works_in_plain (const TgEvidence *seen)
{
  return seen->server->security == TG_SECURITY_NONE && !seen->encrypted && (seen->signed_in || seen->sign_in_withheld);
}

gboolean
tg_local_works_in_plain (const TgCase *self)
{
  return works_in_plain (self->seen) && self->seen->stays_here;
}

gboolean
tg_local_leaves_in_plain (const TgCase *self)
{
  return works_in_plain (self->seen) && !self->seen->stays_here;
}

/* The program that answered, by what it says of itself. (nullable) */
static const TgLocalProgram *
program_of (const TgEvidence *seen)
{
  g_autoptr (GString) words = g_string_new (seen->greeting);

  for (guint i = 0; i < seen->certificates->len; i++) {
    const TgCertificate *certificate = seen->certificates->pdata[i];

    g_string_append_printf (words, " %s %s", certificate->subject != NULL ? certificate->subject : "",
                            certificate->issuer != NULL ? certificate->issuer : "");
  }
  return tg_local_programs_find (words->str);
}

static void
flag (GHashTable *arguments, const char *name, gboolean holds)
{
  if (holds)
    g_hash_table_insert (arguments, (gpointer)name, g_strdup ("yes"));
}

void
tg_local_add_arguments (const TgCase *self, const char *id, GHashTable *arguments)
{
  const TgEvidence *seen = self->seen;
  gboolean at_home = !seen->stays_here && tg_evidence_is_at_home (seen);
  const TgLocalProgram *program = seen->stays_here ? program_of (seen) : NULL;
  char *bridge = program != NULL ? g_strdup (program->name) : seen->stays_here ? tg_local_programs_at (seen->server->port) : NULL;

  flag (arguments, "here", seen->stays_here);
  flag (arguments, "at_home", at_home);
  flag (arguments, "own_device", seen->stays_here || at_home);
  flag (arguments, "withheld", seen->sign_in_withheld);
  flag (arguments, "program_unknown", seen->stays_here && bridge == NULL);
  /* The company that the certificate names is not the one to look in. */
  if (strcmp (id, "cert-name-mismatch") == 0)
    flag (arguments, "find_elsewhere", seen->stays_here || at_home);
  if (bridge != NULL)
    g_hash_table_insert (arguments, (gpointer) "bridge", bridge);
  /* Two programs on the same port, and one of them has passwords of its own: said as something to look for. */
  flag (arguments, "bridge_password",
        g_str_has_prefix (id, "auth-") && (program != NULL ? program->own_password : bridge != NULL && strstr (bridge, "Proton") != NULL));
}
