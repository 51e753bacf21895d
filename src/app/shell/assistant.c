/* assistant.c: a wizard over GtkStack.  A page is made when it is first shown, and knows nothing
 * of the buttons: they follow from its properties.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/assistant.h"

#include "app/shell/bar.h"
#include "app/shell/page-table.h"
#include "app/shell/slide.h"
#include "app/widgets/widget-defaults.h"

struct _TgAssistant {
  AdwBin parent_instance;

  AdwToastOverlay *overlay;
  GtkStack *stack;
  TgBar *bar;

  TgWizard *wizard;
  const TgPageRow *row; /* of the page shown */
  TgPage *page;         /* owned by the stack */
  gulong page_notify;
  GPtrArray *below;       /* of TgPage*: those under the side page shown, which are not left yet */
  GPtrArray *history;     /* of const char* names, the way back */
  GCancellable *applying; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TgAssistant, tg_assistant, ADW_TYPE_BIN)

enum { PROP_PAGE = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

/* Whether all that is left to do on the page is to go back. */
static gboolean
tg_assistant_leaves (TgAssistant *self)
{
  return self->row->side && !tg_page_applies (self->page);
}

/* Buttons and actions, from the page's properties. */
static void
tg_assistant_sync (TgAssistant *self)
{
  gboolean idle = !tg_page_is (self->page, TG_PAGE_BUSY) && self->applying == NULL;
  gboolean can_stop = tg_page_is (self->page, TG_PAGE_BUSY) && tg_page_is (self->page, TG_PAGE_STOPPABLE);
  gboolean leaves = tg_assistant_leaves (self);
  gboolean has_back = self->history->len > 0 && tg_page_is (self->page, TG_PAGE_CAN_GO_BACK);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *preferred = idle ? tg_page_default_widget (self->page) : NULL;

  tg_bar_update (self->bar, self->page, leaves, has_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.next", idle && tg_page_is (self->page, TG_PAGE_COMPLETE));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.skip", idle && tg_page_is (self->page, TG_PAGE_SKIPPABLE));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.back", idle && has_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.stop", can_stop);

  if (GTK_IS_WINDOW (root))
    gtk_window_set_default_widget (GTK_WINDOW (root), preferred != NULL ? preferred : tg_bar_get_default (self->bar));
}

static void
on_page_notify (TgPage *page, GParamSpec *pspec, TgAssistant *self)
{
  gboolean had_focus = tg_bar_has_focus (self->bar);
  GtkWidget *main;

  tg_assistant_sync (self);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  /* Next and Stop take each other's place, and a remedy's button goes when it was pressed: the focus
   * does not fall into the void. */
  main = tg_bar_get_main (self->bar);
  if (main != NULL && (had_focus || gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))) == NULL))
    gtk_widget_grab_focus (main);
}

static TgPage *
tg_assistant_ensure_page (TgAssistant *self, const TgPageRow *row)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, row->name);

  if (page == NULL) {
    page = g_object_new (row->type (), "wizard", self->wizard, NULL);
    tg_widget_defaults_apply (page);
    gtk_stack_add_named (self->stack, page, row->name);
  }

  return TG_PAGE (page);
}

static void
tg_assistant_focus (TgAssistant *self)
{
  GtkWidget *focus = tg_page_initial_focus (self->page);

  if (focus != NULL && gtk_widget_grab_focus (focus))
    return;

  focus = tg_bar_get_main (self->bar);
  gtk_widget_grab_focus (focus != NULL ? focus : GTK_WIDGET (self->page));
}

/* From a side page one comes back, and what runs may go on: the pages below it are left only where one goes on from there. */
static void
tg_assistant_leave (TgAssistant *self, TgPage *old, TgPage *page, gboolean side)
{
  guint at = 0;
  gboolean comes_back = g_ptr_array_find (self->below, page, &at);

  if (side && !comes_back) {
    g_ptr_array_add (self->below, old);
    return;
  }
  tg_page_left (old);
  for (guint i = comes_back ? at + 1 : 0; i < self->below->len; i++)
    tg_page_left (self->below->pdata[i]);
  g_ptr_array_set_size (self->below, (int)at);
}

/* @how: pages come from the end, and go there again. */
static void
tg_assistant_show (TgAssistant *self, const TgPageRow *row, GtkStackTransitionType how)
{
  TgPage *old = self->page;
  TgPage *page = tg_assistant_ensure_page (self, row);

  if (old == page)
    return;

  if (old != NULL) {
    g_clear_signal_handler (&self->page_notify, old);
    tg_assistant_leave (self, old, page, row->side);
  }

  self->row = row;
  self->page = page;
  tg_slide_to (self->stack, GTK_WIDGET (page), how);
  self->page_notify = g_signal_connect (page, "notify", G_CALLBACK (on_page_notify), self);
  tg_page_entered (page);
  tg_assistant_sync (self);
  tg_assistant_focus (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PAGE]);
}

void
tg_assistant_go (TgAssistant *self, const char *name)
{
  const TgPageRow *row = tg_page_table_find (name);

  g_return_if_fail (row != NULL);

  if (row == self->row)
    return;

  g_ptr_array_add (self->history, (gpointer)self->row->name);
  tg_assistant_show (self, row, GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
}

void
tg_assistant_visit (TgAssistant *self, const char *name)
{
  /* A page that is being applied goes on by itself, and must be there to do so. */
  if (self->applying != NULL)
    gtk_widget_error_bell (GTK_WIDGET (self));
  else
    tg_assistant_go (self, name);
}

static void
tg_assistant_back (TgAssistant *self)
{
  if (self->history->len == 0)
    return;

  tg_assistant_show (self, tg_page_table_find (g_ptr_array_steal_index (self->history, self->history->len - 1)),
                     GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
}

/* Over all side pages that lie between. */
static void
on_leave_side (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TgAssistant *self = TG_ASSISTANT (widget);

  while (self->history->len > 1 && tg_page_table_find (self->history->pdata[self->history->len - 1])->side)
    g_ptr_array_set_size (self->history, (int)self->history->len - 1);
  tg_assistant_back (self);
}

static void
tg_assistant_advance (TgAssistant *self)
{
  const TgPageRow *next = self->row->side ? NULL : tg_page_table_next (self->row, self->wizard);

  if (self->row->side)
    on_leave_side (GTK_WIDGET (self), NULL, NULL);
  else if (next != NULL)
    tg_assistant_go (self, next->name);
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgAssistant) self = data;
  g_autoptr (GError) error = NULL;
  gboolean go_on = tg_page_apply_finish (TG_PAGE (source), result, &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("page %s: %s", G_OBJECT_TYPE_NAME (source), error->message);

  g_clear_object (&self->applying);
  /* The window was closed meanwhile. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  if (go_on && TG_PAGE (source) == self->page)
    tg_assistant_advance (self);
  else
    tg_assistant_sync (self);
}

static void
on_next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TgAssistant *self = TG_ASSISTANT (widget);

  self->applying = g_cancellable_new ();
  tg_assistant_sync (self);
  tg_page_apply_async (self->page, self->applying, on_applied, g_object_ref (self));
}

static void
on_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!tg_page_back (TG_ASSISTANT (widget)->page))
    tg_assistant_back (TG_ASSISTANT (widget));
}

static void
on_skip (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tg_assistant_advance (TG_ASSISTANT (widget));
}

static void
on_stop (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tg_page_stop (TG_ASSISTANT (widget)->page);
}

static void
on_go (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tg_assistant_go (TG_ASSISTANT (widget), g_variant_get_string (parameter, NULL));
}

static void
on_start_over (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tg_assistant_start_over (TG_ASSISTANT (widget));
}

static void
on_toast (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_toast_overlay_add_toast (TG_ASSISTANT (widget)->overlay, adw_toast_new (g_variant_get_string (parameter, NULL)));
}

/* Escape stops what runs; on a side page it goes back. */
static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  TgAssistant *self = TG_ASSISTANT (widget);

  if (tg_page_is (self->page, TG_PAGE_BUSY) && tg_page_is (self->page, TG_PAGE_STOPPABLE))
    return gtk_widget_activate_action (widget, "assistant.stop", NULL);
  if (self->row->side)
    return gtk_widget_activate_action (widget, "assistant.back", NULL);

  return GDK_EVENT_PROPAGATE;
}

/* What a page has begun may hold it for a while: from here on it has no widgets, whoever holds it. */
static void
tg_assistant_drop (TgAssistant *self, const TgPageRow *rows)
{
  for (const TgPageRow *row = rows; row->name; row++) {
    GtkWidget *page = gtk_stack_get_child_by_name (self->stack, row->name);

    if (page == NULL)
      continue;
    g_object_ref (page);
    gtk_stack_remove (self->stack, page);
    g_object_run_dispose (G_OBJECT (page));
    g_object_unref (page);
  }
}

void
tg_assistant_start_over (TgAssistant *self)
{
  const TgPageRow *first = tg_page_table ();

  tg_wizard_reset (self->wizard);
  g_ptr_array_set_size (self->history, 0);
  tg_assistant_show (self, first, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
  /* The other pages go, with everything that was typed into them. */
  tg_assistant_drop (self, first + 1);
}

static void
tg_assistant_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tg_assistant_parent_class)->root (widget);
  tg_assistant_sync (TG_ASSISTANT (widget));
}

/* The first page was shown before there was a window to have the focus in. */
static void
tg_assistant_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tg_assistant_parent_class)->map (widget);
  tg_assistant_focus (TG_ASSISTANT (widget));
}

static void
tg_assistant_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PAGE)
    g_value_set_object (value, TG_ASSISTANT (object)->page);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tg_assistant_dispose (GObject *object)
{
  TgAssistant *self = TG_ASSISTANT (object);

  if (self->page != NULL) {
    g_clear_signal_handler (&self->page_notify, self->page);
    tg_assistant_leave (self, self->page, NULL, FALSE);
    self->page = NULL;
    tg_assistant_drop (self, tg_page_table ());
  }
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TG_TYPE_ASSISTANT);
  g_clear_object (&self->wizard);
  g_clear_pointer (&self->below, g_ptr_array_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  G_OBJECT_CLASS (tg_assistant_parent_class)->dispose (object);
}

static void
tg_assistant_class_init (TgAssistantClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tg_assistant_get_property;
  object_class->dispose = tg_assistant_dispose;
  widget_class->root = tg_assistant_root;
  widget_class->map = tg_assistant_map;

  props[PROP_PAGE] = g_param_spec_object ("page", NULL, NULL, TG_TYPE_PAGE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (TG_TYPE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/shell/assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, TgAssistant, overlay);
  gtk_widget_class_bind_template_child (widget_class, TgAssistant, stack);
  gtk_widget_class_bind_template_child (widget_class, TgAssistant, bar);

  gtk_widget_class_install_action (widget_class, "assistant.next", NULL, on_next);
  gtk_widget_class_install_action (widget_class, "assistant.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "assistant.leave-side", NULL, on_leave_side);
  gtk_widget_class_install_action (widget_class, "assistant.skip", NULL, on_skip);
  gtk_widget_class_install_action (widget_class, "assistant.stop", NULL, on_stop);
  gtk_widget_class_install_action (widget_class, "assistant.go", "s", on_go);
  gtk_widget_class_install_action (widget_class, "assistant.start-over", NULL, on_start_over);
  gtk_widget_class_install_action (widget_class, "assistant.toast", "s", on_toast);
}

/* Shortcuts of the whole window, wherever the focus is. */
static void
tg_assistant_add_shortcuts (TgAssistant *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  gboolean rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  GtkShortcutTrigger *back = gtk_keyval_trigger_new (rtl ? GDK_KEY_Right : GDK_KEY_Left, GDK_ALT_MASK);
  GtkShortcutTrigger *escape = gtk_keyval_trigger_new (GDK_KEY_Escape, 0);

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (back, gtk_named_action_new ("assistant.back")));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (escape, gtk_callback_action_new (on_escape, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
tg_assistant_init (TgAssistant *self)
{
  self->wizard = tg_wizard_new ();
  self->below = g_ptr_array_new ();
  self->history = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tg_assistant_add_shortcuts (self);
  tg_slide_watch (self->stack);
  tg_assistant_show (self, tg_page_table (), GTK_STACK_TRANSITION_TYPE_NONE);
}

TgWizard *
tg_assistant_get_wizard (TgAssistant *self)
{
  return self->wizard;
}

TgPage *
tg_assistant_get_page (TgAssistant *self)
{
  return self->page;
}
