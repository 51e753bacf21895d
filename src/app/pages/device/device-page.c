/* device-page.c: which device or program it is, whether it sends only, and with which account: the account's row leads on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/pages/where/account-list.h"
#include "app/state/complaint.h"
#include "app/widgets/field.h"
#include "app/widgets/widget-defaults.h"

struct _TgDevicePage {
  TgPage parent_instance;

  GtkLabel *where_title;
  TgField *device;
  TgField *version;
  GtkWidget *sends_row;
  GtkSwitch *sends_only;
  GtkWidget *accounts_title;
  TgAccountList *accounts;

  GPtrArray *kinds; /* of const TgDevice*: those that the person may mean */
  TgWhere where;
  TgSymptom symptom; /* for which the switch stands as it does */
};

G_DEFINE_FINAL_TYPE (TgDevicePage, tg_device_page, TG_TYPE_PAGE)

static const TgDevice *
tg_device_page_device (TgDevicePage *self)
{
  guint index = tg_field_get_selected (self->device);

  return index < self->kinds->len ? self->kinds->pdata[index] : NULL;
}

static void
tg_device_page_sync (TgDevicePage *self)
{
  const TgDevice *device = tg_device_page_device (self);
  const char *version = device != NULL ? tg_device_version_title (device) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->device), self->kinds->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->version), version != NULL);
  if (version != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->version), version);
}

/* The devices and programs of the kind that was chosen, and what is usual for it. */
static void
tg_device_page_fill (TgDevicePage *self, TgWhere where, TgSymptom symptom)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n;
  const TgDevice *devices = tg_devices (&n);

  self->where = where;
  self->symptom = symptom;
  g_ptr_array_set_size (self->kinds, 0);
  for (guint i = 0; i < n; i++)
    if (tg_where_fits (where, &devices[i])) {
      g_ptr_array_add (self->kinds, (gpointer)&devices[i]);
      gtk_string_list_append (names, tg_device_name (&devices[i]));
    }
  g_object_set (self->device, "choices", names, NULL);
  tg_field_set_text (self->version, "");
  gtk_switch_set_active (self->sends_only, tg_where_sends_only (where) && symptom != TG_SYMPTOM_RECEIVE);
  gtk_label_set_text (self->where_title, tg_where_title (where));
  tg_device_page_sync (self);
}

static void
on_account (TgDevicePage *self, gpointer found)
{
  TgWizard *wizard = tg_page_get_wizard (TG_PAGE (self));
  const TgWhereabouts where = {
    .device = tg_device_page_device (self),
    .version = tg_field_get_text (self->version),
    .sends_only = gtk_switch_get_active (self->sends_only),
  };

  tg_complaint_begin (wizard, found, &where);
  tg_wizard_choices (wizard)->where = self->where;
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.go", "s", tg_complaint_next (wizard));
}

/* Whoever comes back finds what was chosen. */
static void
tg_device_page_entered (TgPage *page)
{
  TgDevicePage *self = TG_DEVICE_PAGE (page);
  TgWizard *wizard = tg_page_get_wizard (page);
  TgWhere where = tg_wizard_choices (wizard)->where;
  TgSymptom symptom = tg_wizard_get_symptom (wizard)->symptom;

  tg_wizard_load_trust (wizard);
  tg_account_list_look (self->accounts);
  if (where != TG_WHERE_HERE && (where != self->where || symptom != self->symptom))
    tg_device_page_fill (self, where, symptom);
}

static GtkWidget *
tg_device_page_initial_focus (TgPage *page)
{
  TgDevicePage *self = TG_DEVICE_PAGE (page);

  return tg_account_list_focus (self->accounts);
}

static void
tg_device_page_finalize (GObject *object)
{
  g_ptr_array_unref (TG_DEVICE_PAGE (object)->kinds);
  G_OBJECT_CLASS (tg_device_page_parent_class)->finalize (object);
}

static void
tg_device_page_class_init (TgDevicePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TgPageClass *page_class = TG_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tg_device_page_finalize;
  page_class->entered = tg_device_page_entered;
  page_class->initial_focus = tg_device_page_initial_focus;

  g_type_ensure (TG_TYPE_ACCOUNT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/device/device-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgDevicePage, where_title);
  gtk_widget_class_bind_template_child (widget_class, TgDevicePage, device);
  gtk_widget_class_bind_template_child (widget_class, TgDevicePage, version);
  gtk_widget_class_bind_template_child (widget_class, TgDevicePage, sends_row);
  gtk_widget_class_bind_template_child (widget_class, TgDevicePage, sends_only);
  gtk_widget_class_bind_template_child (widget_class, TgDevicePage, accounts_title);
  gtk_widget_class_bind_template_child (widget_class, TgDevicePage, accounts);
}

static void
tg_device_page_init (TgDevicePage *self)
{
  self->kinds = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->accounts), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->accounts_title, NULL, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sends_only), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->sends_row)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, adw_action_row_get_subtitle (ADW_ACTION_ROW (self->sends_row)), -1);
  g_signal_connect_swapped (self->device, "changed", G_CALLBACK (tg_device_page_sync), self);
  g_signal_connect_swapped (self->accounts, "chosen", G_CALLBACK (on_account), self);
}
