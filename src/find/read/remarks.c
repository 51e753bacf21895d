/* remarks.c: a sentence for each remark.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/remarks.h"

#include <glib/gi18n-lib.h>

#include "find/read/settings.h"

/* What follows says what it does to the settings, and what precedes, how far they can be trusted. */
static const struct {
  TgRemarks remark;
  const char *sentence;
} sentences[] = {
  { TG_REMARK_UNPROVEN, N_ ("No record in DNS proves this file.") },
  { TG_REMARK_OTHER_DOMAIN, N_ ("The settings are written for another domain.") },
  { TG_REMARK_NO_RECEIVE, N_ ("They name no server for receiving mail.") },
  { TG_REMARK_NO_SEND, N_ ("They name no server for sending mail.") },
  { TG_REMARK_DROPPED, N_ ("Some of their servers could not be read, and were left out.") },
  { TG_REMARK_CONTRADICTION, N_ ("A port does not go with the encryption beside it, so both readings are tried.") },
  { TG_REMARK_UNREADABLE, N_ ("The encryption of a server could not be read, so encrypted connections are tried.") },
};

char *
tg_remarks_describe (guint remarks)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if ((remarks & sentences[i].remark) != 0)
      g_ptr_array_add (told, (gpointer)_ (sentences[i].sentence));
  if (told->len == 0)
    return NULL;
  g_ptr_array_add (told, NULL);
  return g_strjoinv ("\n", (char **)told->pdata);
}
