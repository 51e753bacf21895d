/* field-names.c: names of a letter's fields, and the menu of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/letter/field-names.h"

#include <glib/gi18n.h>

#define BIT TG_DRAFT_BIT

/* The menu's sections and submenus, in its order; what nobody need say is in none. */
typedef enum { IN_TOP, IN_RECEIVE, IN_SEND, IN_BOTH, IN_NONE } Place;

static const struct {
  guint fields;
  Place place;
  const char *name;
} names[] = {
  { BIT (TG_DRAFT_ADDRESS), IN_TOP, N_ ("Mail address") },
  { BIT (TG_DRAFT_PASSWORD), IN_TOP, N_ ("Mail password") },
  { BIT (TG_DRAFT_USER), IN_TOP, N_ ("User name") },
  { BIT (TG_DRAFT_RECEIVE_HOST), IN_RECEIVE, N_ ("Receiving server") },
  { BIT (TG_DRAFT_RECEIVE_PORT), IN_RECEIVE, N_ ("Port for receiving") },
  { BIT (TG_DRAFT_RECEIVE_SECURITY), IN_RECEIVE, N_ ("Encryption for receiving") },
  { BIT (TG_DRAFT_PROTOCOL), IN_RECEIVE, N_ ("Protocol for receiving") },
  { BIT (TG_DRAFT_SEND_HOST), IN_SEND, N_ ("Sending server") },
  { BIT (TG_DRAFT_SEND_PORT), IN_SEND, N_ ("Port for sending") },
  { BIT (TG_DRAFT_SEND_SECURITY), IN_SEND, N_ ("Encryption for sending") },
  { BIT (TG_DRAFT_SEND_USER), IN_SEND, N_ ("User name for sending") },
  { BIT (TG_DRAFT_SEND_PASSWORD), IN_SEND, N_ ("Password for sending") },
  { BIT (TG_DRAFT_RECEIVE_HOST) | BIT (TG_DRAFT_SEND_HOST), IN_BOTH, N_ ("Receiving and sending server") },
  { BIT (TG_DRAFT_RECEIVE_SECURITY) | BIT (TG_DRAFT_SEND_SECURITY), IN_BOTH, N_ ("Encryption for receiving and sending") },
  { BIT (TG_DRAFT_RECEIVE_PORT) | BIT (TG_DRAFT_SEND_PORT), IN_NONE, N_ ("Port for receiving and sending") },
  { BIT (TG_DRAFT_SMTP_AUTH), IN_NONE, N_ ("SMTP authentication") },
  { BIT (TG_DRAFT_CONNECTION_ID), IN_NONE, N_ ("Connection ID (not for mail)") },
};

const char *
tg_field_name (guint fields)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].fields == fields)
      return _ (names[i].name);
  return _ ("Not needed");
}

static GMenuModel *
make_section (Place place, const char *action)
{
  GMenu *section = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GMenuItem) item = NULL;

    if (names[i].place != place)
      continue;
    item = g_menu_item_new (_ (names[i].name), NULL);
    g_menu_item_set_action_and_target (item, action, "u", names[i].fields);
    g_menu_append_item (section, item);
  }
  return G_MENU_MODEL (section);
}

GMenuModel *
tg_field_menu (const char *action)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) top = make_section (IN_TOP, action);
  g_autoptr (GMenuModel) receive = make_section (IN_RECEIVE, action);
  g_autoptr (GMenuModel) send = make_section (IN_SEND, action);
  g_autoptr (GMenuModel) both = make_section (IN_BOTH, action);
  g_autoptr (GMenu) sides = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();
  g_autoptr (GMenuItem) nothing = g_menu_item_new (_ ("Not needed"), NULL);

  g_menu_append_section (menu, NULL, top);
  g_menu_append_submenu (sides, _ ("Receiving"), receive);
  g_menu_append_submenu (sides, _ ("Sending"), send);
  g_menu_append_submenu (sides, _ ("Receiving and sending"), both);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (sides));
  g_menu_item_set_action_and_target (nothing, action, "u", 0);
  g_menu_append_item (last, nothing);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (menu);
}
