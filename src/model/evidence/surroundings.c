/* surroundings.c: holds what was observed around a failed check.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/evidence/surroundings.h"

#include <string.h>

const char *
tg_aspect_finding (TgAspect aspect)
{
  static const char *const ids[TG_N_ASPECTS] = {
    [TG_ASPECT_NETWORK] = "no-network",           [TG_ASPECT_PORTAL] = "captive-portal",       [TG_ASPECT_CLOCK] = "clock-wrong",
    [TG_ASPECT_INTERCEPTION] = "tls-intercepted", [TG_ASPECT_RESOLVER] = "dns-broken",         [TG_ASPECT_NAMES] = "dns-differs",
    [TG_ASPECT_PORT25] = "port25-blocked",        [TG_ASPECT_MAIL_PORTS] = "network-filtered", [TG_ASPECT_IPV6] = "ipv6-broken",
  };

  g_return_val_if_fail (aspect < TG_N_ASPECTS, NULL);
  return ids[aspect];
}

const char *
tg_look_id (TgLook look)
{
  static const char *const ids[] = {
    [TG_LOOK_SKIPPED] = "skipped", [TG_LOOK_OPEN] = "open", [TG_LOOK_OK] = "ok", [TG_LOOK_FAULT] = "fault"
  };

  return ids[look];
}

static void
port_free (gpointer data)
{
  TgPortReport *self = data;

  g_free (self->host);
  g_free (self);
}

static void
name_free (gpointer data)
{
  TgNameReport *self = data;

  g_free (self->host);
  g_free (self->here);
  g_free (self->there);
  g_free (self);
}

static void
lead_free (gpointer data)
{
  TgNameLead *self = data;

  g_free (self->about);
  g_free (self->name);
  g_free (self);
}

TgSurroundings *
tg_surroundings_new (void)
{
  TgSurroundings *self = g_atomic_rc_box_new0 (TgSurroundings);

  for (guint i = 0; i < TG_N_ASPECTS; i++)
    self->aspects[i].evidence = g_ptr_array_new_with_free_func (g_free);
  self->contacted = g_ptr_array_new_with_free_func (g_free);
  self->ports = g_ptr_array_new_with_free_func (port_free);
  self->names = g_ptr_array_new_with_free_func (name_free);
  self->leads = g_ptr_array_new_with_free_func (lead_free);
  return self;
}

TgSurroundings *
tg_surroundings_ref (TgSurroundings *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
surroundings_clear (gpointer data)
{
  TgSurroundings *self = data;

  for (guint i = 0; i < TG_N_ASPECTS; i++)
    g_ptr_array_unref (self->aspects[i].evidence);
  g_ptr_array_unref (self->contacted);
  g_ptr_array_unref (self->ports);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->leads);
  g_free (self->portal_page);
  g_free (self->issuer);
}

void
tg_surroundings_unref (TgSurroundings *self)
{
  g_atomic_rc_box_release_full (self, surroundings_clear);
}

gboolean
tg_surroundings_faulty (const TgSurroundings *self, TgAspect aspect)
{
  return self != NULL && self->aspects[aspect].look == TG_LOOK_FAULT;
}

static void
add_once (GPtrArray *lines, char *line)
{
  if (line == NULL || g_ptr_array_find_with_equal_func (lines, line, g_str_equal, NULL))
    g_free (line);
  else
    g_ptr_array_add (lines, line);
}

void
tg_surroundings_note (TgSurroundings *self, TgAspect aspect, TgLook look, char *line)
{
  TgAspectReport *report = &self->aspects[aspect];

  report->look = MAX (report->look, look);
  add_once (report->evidence, line);
}

void
tg_surroundings_contacted (TgSurroundings *self, char *line)
{
  add_once (self->contacted, line);
}

void
tg_surroundings_add_port (TgSurroundings *self, const char *host, guint16 port, TgAddressOutcome outcome)
{
  TgPortReport *report = g_new0 (TgPortReport, 1);

  report->host = g_strdup (host);
  report->port = port;
  report->outcome = outcome;
  g_ptr_array_add (self->ports, report);
}

gboolean
tg_surroundings_port (const TgSurroundings *self, const char *ascii_host, guint16 port, TgAddressOutcome *outcome)
{
  for (guint i = 0; self != NULL && i < self->ports->len; i++) {
    const TgPortReport *report = self->ports->pdata[i];

    if (report->port == port && strcmp (report->host, ascii_host) == 0) {
      *outcome = report->outcome;
      return TRUE;
    }
  }
  return FALSE;
}

const TgNameReport *
tg_surroundings_name (const TgSurroundings *self, const char *ascii_host)
{
  for (guint i = 0; self != NULL && i < self->names->len; i++) {
    const TgNameReport *report = self->names->pdata[i];

    if (strcmp (report->host, ascii_host) == 0)
      return report;
  }
  return NULL;
}

void
tg_surroundings_add_name (TgSurroundings *self, const char *host, const char *here, const char *there, gboolean works)
{
  TgNameReport *report = g_new0 (TgNameReport, 1);

  report->host = g_strdup (host);
  report->here = g_strdup (here);
  report->there = g_strdup (there);
  report->works = works;
  g_ptr_array_add (self->names, report);
}

void
tg_surroundings_add_lead (TgSurroundings *self, TgLeadKind kind, const char *about, const char *name)
{
  TgNameLead *lead = g_new0 (TgNameLead, 1);

  lead->kind = kind;
  lead->about = g_strdup (about);
  lead->name = g_strdup (name);
  g_ptr_array_add (self->leads, lead);
}
