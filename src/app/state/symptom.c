/* symptom.c: the symptoms, one row each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/symptom.h"

#include <glib/gi18n.h>

static const TgSymptomRow symptoms[] = {
  { TG_SYMPTOM_RECEIVE, N_ ("I cannot receive mail"), NULL, N_ ("Receiving is checked first."), NULL, TG_SIDE_RECEIVE, NULL, TG_FACTS_NONE,
    FALSE },
  { TG_SYMPTOM_SEND, N_ ("I cannot send mail to anyone"), N_ ("Receiving works"), N_ ("Sending is checked first."), NULL, TG_SIDE_SEND,
    NULL, TG_FACTS_NONE, FALSE },
  { TG_SYMPTOM_SEND_TO_ONE, N_ ("Mail to one recipient comes back"), N_ ("The returned mail says why; your settings are right"), NULL,
    "message", TG_SIDE_SEND, NULL, TG_FACTS_NONE, FALSE },
  { TG_SYMPTOM_NEITHER, N_ ("I can neither receive nor send"), NULL, N_ ("Causes that affect both are checked first."), NULL, TG_SIDE_BOTH,
    NULL, TG_FACTS_NONE, FALSE },
  { TG_SYMPTOM_CERTIFICATE, N_ ("There is a warning about a certificate or an unsafe connection"), NULL,
    N_ ("The servers’ certificates are checked first."), NULL, TG_SIDE_BOTH, "cert-", TG_FACTS_CERTIFICATE, FALSE },
  { TG_SYMPTOM_PASSWORD, N_ ("I am asked for the password again and again"), NULL,
    N_ ("At most two sign-ins are tried, so that the account is not locked."), NULL, TG_SIDE_BOTH, "auth-", TG_FACTS_NONE, FALSE },
  { TG_SYMPTOM_SLOW, N_ ("It is very slow, or hangs"), NULL, N_ ("Every step is timed."), NULL, TG_SIDE_BOTH, "server-", TG_FACTS_TIMES,
    FALSE },
  { TG_SYMPTOM_TOLD_TO_CHANGE, N_ ("My provider told me to change settings"), N_ ("Keep the notice at hand"),
    N_ ("The new settings are tried before anything is changed in your mail program."), NULL, TG_SIDE_BOTH, NULL, TG_FACTS_NONE, TRUE },
  { TG_SYMPTOM_ADVISED, N_ ("I was told to…"), N_ ("Switch SSL off, press “Yes”, use port 25: what such advice is worth"), NULL, "told",
    TG_SIDE_BOTH, NULL, TG_FACTS_NONE, FALSE },
  { TG_SYMPTOM_NONE, NULL, NULL, NULL, NULL, TG_SIDE_BOTH, NULL, TG_FACTS_NONE, FALSE },
};

/* @kinds: a bit for each TgDeviceKind; @sends_only: usually */
static const struct {
  const char *title;
  const char *hint;
  const char *icon;
  guint kinds;
  gboolean sends_only;
} wheres[] = {
  [TG_WHERE_HERE] = { NULL },
  [TG_WHERE_PHONE] = { N_ ("Phone or tablet"), NULL, "phone-symbolic", 1 << TG_DEVICE_PHONE, FALSE },
  [TG_WHERE_WINDOWS] = { N_ ("Another computer, such as one with Windows"), NULL, "computer-symbolic",
                         1 << TG_DEVICE_PROGRAM | 1 << TG_DEVICE_OTHER, FALSE },
  [TG_WHERE_PRINTER] = { N_ ("Printer, scanner, NAS, camera or router"), N_ ("Only sending is tested"), "printer-symbolic",
                         1 << TG_DEVICE_PRINTER | 1 << TG_DEVICE_APPLIANCE, TRUE },
  [TG_WHERE_WEB] = { N_ ("Gmail or another web service"), N_ ("“Send mail as” with an address of another provider"),
                     "network-workgroup-symbolic", 1 << TG_DEVICE_WEB, TRUE },
};

const char *
tg_where_title (TgWhere where)
{
  return _ (wheres[where].title);
}

const char *
tg_where_hint (TgWhere where)
{
  return wheres[where].hint != NULL ? _ (wheres[where].hint) : NULL;
}

const char *
tg_where_icon (TgWhere where)
{
  return wheres[where].icon;
}

gboolean
tg_where_sends_only (TgWhere where)
{
  return wheres[where].sends_only;
}

gboolean
tg_where_fits (TgWhere where, const TgDevice *device)
{
  return (wheres[where].kinds & 1u << device->kind) != 0;
}

const TgSymptomRow *
tg_symptom_table (void)
{
  return symptoms;
}

const TgSymptomRow *
tg_symptom_find (TgSymptom symptom)
{
  const TgSymptomRow *row = symptoms;

  while (row->title != NULL && row->symptom != symptom)
    row++;

  return row;
}

/* Grave ones before mild ones; among those, the ones that answer the symptom. */
static guint
distance (const TgSymptomRow *self, const TgFinding *finding)
{
  gboolean mild = finding->severity == TG_SEVERITY_CAUTION || finding->severity == TG_SEVERITY_NOTICE;
  gboolean other_side = self->first != TG_SIDE_BOTH && finding->side != self->first && finding->side <= TG_SIDE_SEND;
  gboolean other_kind = self->prefix != NULL && finding->side != TG_SIDE_LOCAL && !g_str_has_prefix (finding->id, self->prefix);

  /* What a mail program holds matters once there is something that works. */
  if (g_str_has_prefix (finding->id, "client-"))
    return 2;

  return (mild ? 3 : 0) + (other_side || other_kind ? 1 : 0);
}

GPtrArray *
tg_symptom_order (const TgSymptomRow *self, GPtrArray *findings)
{
  GPtrArray *ordered = g_ptr_array_new ();

  /* What is equally far keeps its order. */
  for (guint wanted = 0; wanted <= 4; wanted++)
    for (guint i = 0; findings != NULL && i < findings->len; i++)
      if (distance (self, findings->pdata[i]) == wanted)
        g_ptr_array_add (ordered, findings->pdata[i]);

  return ordered;
}
