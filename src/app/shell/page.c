/* page.c: properties and default behaviour of the wizard's pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/page.h"

#include <glib/gi18n.h>

#include "app/widgets/field.h"
#include "app/widgets/pair.h"
#include "app/widgets/rows/fold.h"

typedef struct {
  TgWizard *wizard;
  char *title;
  char *next_label;
  gboolean flags[TG_PAGE_N_FLAGS];
  GtkWidget *scroller;
  GtkWidget *clamp;
  GtkWidget *column;
} TgPagePrivate;

static void tg_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (TgPage, tg_page, ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (TgPage) G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, tg_page_buildable_init))

/* The flags are properties of their own, in the same order. */
enum { PROP_WIZARD = TG_PAGE_N_FLAGS, PROP_TITLE, PROP_NEXT_LABEL, PROP_WIDTH, PROP_SPACING, N_PROPS };

static const char *const flag_names[TG_PAGE_N_FLAGS] = {
  [TG_PAGE_COMPLETE] = "complete",
  [TG_PAGE_BUSY] = "busy",
  [TG_PAGE_STOPPABLE] = "stoppable",
  [TG_PAGE_SKIPPABLE] = "skippable",
  [TG_PAGE_NEXT_SUGGESTED] = "next-suggested",
  [TG_PAGE_CAN_GO_BACK] = "can-go-back",
};

static GParamSpec *props[N_PROPS];
static GtkBuildableIface *parent_buildable;

static void
tg_page_set_flag (TgPage *self, TgPageFlag flag, gboolean value)
{
  TgPagePrivate *priv = tg_page_get_instance_private (self);

  value = !!value;
  if (priv->flags[flag] == value)
    return;

  priv->flags[flag] = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[flag]);
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

  if (id < TG_PAGE_N_FLAGS)
    g_value_set_boolean (value, priv->flags[id]);
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

  if (id < TG_PAGE_N_FLAGS)
    tg_page_set_flag (self, (TgPageFlag)id, g_value_get_boolean (value));
  else if (id == PROP_TITLE)
    tg_page_set_string (self, &priv->title, id, g_value_get_string (value));
  else if (id == PROP_NEXT_LABEL)
    tg_page_set_string (self, &priv->next_label, id, g_value_get_string (value));
  else if (id == PROP_WIZARD)
    priv->wizard = g_value_dup_object (value);
  else if (id == PROP_WIDTH)
    g_object_set_property (G_OBJECT (priv->clamp), "maximum-size", value);
  else if (id == PROP_SPACING)
    g_object_set_property (G_OBJECT (priv->column), "spacing", value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tg_page_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), G_OBJECT_TYPE (object));
  G_OBJECT_CLASS (tg_page_parent_class)->dispose (object);
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

static void
tg_page_class_init (TgPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = tg_page_get_property;
  object_class->set_property = tg_page_set_property;
  object_class->dispose = tg_page_dispose;
  object_class->finalize = tg_page_finalize;
  klass->apply_async = tg_page_real_apply_async;

  props[PROP_WIZARD] =
      g_param_spec_object ("wizard", NULL, NULL, TG_TYPE_WIZARD, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_NEXT_LABEL] = g_param_spec_string ("next-label", NULL, NULL, NULL, flags);
  props[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 640, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 12, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  for (TgPageFlag flag = TG_PAGE_COMPLETE; flag < TG_PAGE_N_FLAGS; flag++)
    props[flag] = g_param_spec_boolean (flag_names[flag], NULL, NULL, flag >= TG_PAGE_NEXT_SUGGESTED, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /* For the templates. */
  g_type_ensure (TG_TYPE_FIELD);
  g_type_ensure (TG_TYPE_FOLD);
  g_type_ensure (TG_TYPE_PAIR);
}

static void
tg_page_init (TgPage *self)
{
  TgPagePrivate *priv = tg_page_get_instance_private (self);

  priv->next_label = g_strdup (_ ("_Next"));
  priv->flags[TG_PAGE_NEXT_SUGGESTED] = TRUE;
  priv->flags[TG_PAGE_CAN_GO_BACK] = TRUE;

  priv->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (priv->column, "page");
  priv->clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", 640, "child", priv->column, NULL);
  priv->scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", priv->clamp, NULL);
  adw_bin_set_child (ADW_BIN (self), priv->scroller);
}

static void
tg_page_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_box_append (tg_page_get_column (TG_PAGE (buildable)), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
tg_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = tg_page_add_child;
}

GtkBox *
tg_page_get_column (TgPage *self)
{
  return GTK_BOX (((TgPagePrivate *)tg_page_get_instance_private (self))->column);
}

GtkScrolledWindow *
tg_page_get_scroller (TgPage *self)
{
  return GTK_SCROLLED_WINDOW (((TgPagePrivate *)tg_page_get_instance_private (self))->scroller);
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
tg_page_is (TgPage *self, TgPageFlag flag)
{
  return ((TgPagePrivate *)tg_page_get_instance_private (self))->flags[flag];
}

void
tg_page_set_complete (TgPage *self, gboolean complete)
{
  tg_page_set_flag (self, TG_PAGE_COMPLETE, complete);
}

void
tg_page_set_busy (TgPage *self, gboolean busy)
{
  tg_page_set_flag (self, TG_PAGE_BUSY, busy);
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

gboolean
tg_page_back (TgPage *self)
{
  TgPageClass *class = TG_PAGE_GET_CLASS (self);

  return class->back != NULL && class->back (self);
}

GtkWidget *
tg_page_initial_focus (TgPage *self)
{
  return TG_PAGE_GET_CLASS (self)->initial_focus != NULL ? TG_PAGE_GET_CLASS (self)->initial_focus (self) : NULL;
}

GtkWidget *
tg_page_default_widget (TgPage *self)
{
  return TG_PAGE_GET_CLASS (self)->default_widget != NULL ? TG_PAGE_GET_CLASS (self)->default_widget (self) : NULL;
}

void
tg_page_apply_async (TgPage *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TG_PAGE_GET_CLASS (self)->apply_async (self, cancellable, callback, user_data);
}

gboolean
tg_page_apply_finish (TgPage *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
tg_page_applies (TgPage *self)
{
  return TG_PAGE_GET_CLASS (self)->apply_async != tg_page_real_apply_async;
}
