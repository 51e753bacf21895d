/* page.c: properties and default behaviour of the wizard's pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/page.h"

#include <glib/gi18n.h>

typedef struct {
  TgWizard *wizard;
  char *title;
  char *next_label;
  gboolean complete;
  gboolean busy;
  gboolean stoppable;
  gboolean skippable;
  gboolean next_suggested;
  gboolean can_go_back;
} TgPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TgPage, tg_page, ADW_TYPE_BIN)

enum {
  PROP_WIZARD = 1,
  PROP_TITLE,
  PROP_NEXT_LABEL,
  PROP_COMPLETE,
  PROP_BUSY,
  PROP_STOPPABLE,
  PROP_SKIPPABLE,
  PROP_NEXT_SUGGESTED,
  PROP_CAN_GO_BACK,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* The flag behind a boolean property. */
static gboolean *
tg_page_flag (TgPage *self, guint id)
{
  TgPagePrivate *priv = tg_page_get_instance_private (self);

  switch (id) {
  case PROP_COMPLETE:
    return &priv->complete;
  case PROP_BUSY:
    return &priv->busy;
  case PROP_STOPPABLE:
    return &priv->stoppable;
  case PROP_SKIPPABLE:
    return &priv->skippable;
  case PROP_NEXT_SUGGESTED:
    return &priv->next_suggested;
  case PROP_CAN_GO_BACK:
    return &priv->can_go_back;
  default:
    return NULL;
  }
}

static void
tg_page_set_flag (TgPage *self, guint id, gboolean value)
{
  gboolean *flag = tg_page_flag (self, id);

  value = !!value;
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[id]);
}

static void
tg_page_set_string (TgPage *self, char **where, guint id, const char *value)
{
  if (g_strcmp0 (*where, value) == 0)
    return;

  g_free (*where);
  *where = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), props[id]);
}

static void
tg_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TgPage *self = TG_PAGE (object);
  TgPagePrivate *priv = tg_page_get_instance_private (self);
  gboolean *flag = tg_page_flag (self, id);

  if (flag != NULL)
    g_value_set_boolean (value, *flag);
  else if (id == PROP_TITLE)
    g_value_set_string (value, priv->title);
  else if (id == PROP_NEXT_LABEL)
    g_value_set_string (value, priv->next_label);
  else if (id == PROP_WIZARD)
    g_value_set_object (value, priv->wizard);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tg_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TgPage *self = TG_PAGE (object);
  TgPagePrivate *priv = tg_page_get_instance_private (self);

  if (tg_page_flag (self, id) != NULL)
    tg_page_set_flag (self, id, g_value_get_boolean (value));
  else if (id == PROP_TITLE)
    tg_page_set_string (self, &priv->title, id, g_value_get_string (value));
  else if (id == PROP_NEXT_LABEL)
    tg_page_set_string (self, &priv->next_label, id, g_value_get_string (value));
  else if (id == PROP_WIZARD)
    priv->wizard = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tg_page_finalize (GObject *object)
{
  TgPagePrivate *priv = tg_page_get_instance_private (TG_PAGE (object));

  g_clear_object (&priv->wizard);
  g_free (priv->title);
  g_free (priv->next_label);
  G_OBJECT_CLASS (tg_page_parent_class)->finalize (object);
}

static void
tg_page_real_apply_async (TgPage *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

static gboolean
tg_page_real_apply_finish (TgPage *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tg_page_class_init (TgPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = tg_page_get_property;
  object_class->set_property = tg_page_set_property;
  object_class->finalize = tg_page_finalize;
  klass->apply_async = tg_page_real_apply_async;
  klass->apply_finish = tg_page_real_apply_finish;

  props[PROP_WIZARD] =
      g_param_spec_object ("wizard", NULL, NULL, TG_TYPE_WIZARD, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_NEXT_LABEL] = g_param_spec_string ("next-label", NULL, NULL, NULL, flags);
  props[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  props[PROP_STOPPABLE] = g_param_spec_boolean ("stoppable", NULL, NULL, FALSE, flags);
  props[PROP_SKIPPABLE] = g_param_spec_boolean ("skippable", NULL, NULL, FALSE, flags);
  props[PROP_NEXT_SUGGESTED] = g_param_spec_boolean ("next-suggested", NULL, NULL, TRUE, flags);
  props[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
tg_page_init (TgPage *self)
{
  TgPagePrivate *priv = tg_page_get_instance_private (self);

  priv->next_label = g_strdup (_ ("_Next"));
  priv->next_suggested = TRUE;
  priv->can_go_back = TRUE;
}

TgWizard *
tg_page_get_wizard (TgPage *self)
{
  return ((TgPagePrivate *)tg_page_get_instance_private (self))->wizard;
}

TgSession *
tg_page_get_session (TgPage *self)
{
  return tg_wizard_get_session (tg_page_get_wizard (self));
}

TgAccount *
tg_page_get_account (TgPage *self)
{
  return tg_session_get_account (tg_page_get_session (self));
}

const char *
tg_page_get_title (TgPage *self)
{
  return ((TgPagePrivate *)tg_page_get_instance_private (self))->title;
}

const char *
tg_page_get_next_label (TgPage *self)
{
  return ((TgPagePrivate *)tg_page_get_instance_private (self))->next_label;
}

gboolean
tg_page_get_complete (TgPage *self)
{
  return *tg_page_flag (self, PROP_COMPLETE);
}

gboolean
tg_page_get_busy (TgPage *self)
{
  return *tg_page_flag (self, PROP_BUSY);
}

gboolean
tg_page_get_stoppable (TgPage *self)
{
  return *tg_page_flag (self, PROP_STOPPABLE);
}

gboolean
tg_page_get_skippable (TgPage *self)
{
  return *tg_page_flag (self, PROP_SKIPPABLE);
}

gboolean
tg_page_get_next_suggested (TgPage *self)
{
  return *tg_page_flag (self, PROP_NEXT_SUGGESTED);
}

gboolean
tg_page_get_can_go_back (TgPage *self)
{
  return *tg_page_flag (self, PROP_CAN_GO_BACK);
}

void
tg_page_set_complete (TgPage *self, gboolean complete)
{
  tg_page_set_flag (self, PROP_COMPLETE, complete);
}

void
tg_page_set_busy (TgPage *self, gboolean busy)
{
  tg_page_set_flag (self, PROP_BUSY, busy);
}

void
tg_page_set_next (TgPage *self, const char *label, gboolean suggested)
{
  g_object_set (self, "next-label", label, "next-suggested", suggested, NULL);
}

void
tg_page_entered (TgPage *self)
{
  if (TG_PAGE_GET_CLASS (self)->entered != NULL)
    TG_PAGE_GET_CLASS (self)->entered (self);
}

void
tg_page_left (TgPage *self)
{
  if (TG_PAGE_GET_CLASS (self)->left != NULL)
    TG_PAGE_GET_CLASS (self)->left (self);
}

void
tg_page_stop (TgPage *self)
{
  if (TG_PAGE_GET_CLASS (self)->stop != NULL)
    TG_PAGE_GET_CLASS (self)->stop (self);
}

GtkWidget *
tg_page_initial_focus (TgPage *self)
{
  return TG_PAGE_GET_CLASS (self)->initial_focus != NULL ? TG_PAGE_GET_CLASS (self)->initial_focus (self) : NULL;
}

void
tg_page_apply_async (TgPage *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TG_PAGE_GET_CLASS (self)->apply_async (self, cancellable, callback, user_data);
}

gboolean
tg_page_apply_finish (TgPage *self, GAsyncResult *result, GError **error)
{
  return TG_PAGE_GET_CLASS (self)->apply_finish (self, result, error);
}
