/* target-list.c: see target-list.h.  The places are looked at every two seconds; accounts and icons only where something about
 * the places has changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/targets/target-list.h"

#include "app/pages/save/targets/target-row.h"
#include "app/widgets/widget-defaults.h"
#include "saving/prepare.h"

#define LOOK_AGAIN_MS 2000

struct _TgTargetList {
  GtkBox parent_instance;

  TgPage *page;           /* (nullable): that it is on */
  GtkCheckButton *chosen; /* (nullable) */
  TgTarget *kept;         /* (nullable): what is to be chosen again */
  gboolean kept_nothing;  /* the same, of "write nothing" */
  char *state;            /* (nullable): of the places as shown, to see whether anything changed */
  guint timer;            /* 0: it is not shown */
  gboolean looking;
  gboolean ready;
  gboolean empty;
  char *purpose;         /* (nullable): what was chosen is for */
  GCancellable *listing; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TgTargetList, tg_target_list, GTK_TYPE_BOX)

static guint chosen_signal;

const TgTarget *
tg_target_list_get (TgTargetList *self)
{
  return self->chosen != NULL ? tg_target_row_get (self->chosen) : NULL;
}

gboolean
tg_target_list_is_nothing (TgTargetList *self)
{
  return self->chosen != NULL && tg_target_row_get (self->chosen) == NULL;
}

gboolean
tg_target_list_is_ready (TgTargetList *self)
{
  return self->ready;
}

gboolean
tg_target_list_is_empty (TgTargetList *self)
{
  return self->empty;
}

/* What to choose again when the rows are made anew. */
static void
keep (TgTargetList *self, const TgTarget *target, gboolean nothing)
{
  TgTarget *copy = target != NULL ? tg_target_copy (target) : NULL;

  g_clear_pointer (&self->kept, tg_target_free);
  self->kept = copy;
  self->kept_nothing = nothing;
}

static gboolean
is_kept (TgTargetList *self, const TgTarget *target)
{
  return target == NULL ? self->kept_nothing : self->kept != NULL && tg_target_row_is_same (self->kept, target);
}

static void
on_toggled (GtkCheckButton *row, TgTargetList *self)
{
  const TgTarget *target = tg_target_row_get (row);
  gboolean anew;

  if (!gtk_check_button_get_active (row))
    return;

  anew = !is_kept (self, target);
  self->chosen = row;
  keep (self, target, target == NULL);
  g_signal_emit (self, chosen_signal, 0, anew);
}

static GtkCheckButton *
add_row (TgTargetList *self, const TgTarget *target, GtkCheckButton *group)
{
  GtkWidget *row = tg_target_row_new (target, group);

  gtk_box_append (GTK_BOX (self), row);
  g_signal_connect (row, "toggled", G_CALLBACK (on_toggled), self);
  return GTK_CHECK_BUTTON (row);
}

/* The row to choose: what was chosen before, else what is proposed; in practice, to write nothing. (nullable) */
static GtkCheckButton *
make_rows (TgTargetList *self, GPtrArray *targets)
{
  const TgTarget *proposed = tg_targets_propose (targets);
  GtkCheckButton *first = NULL, *before = NULL, *choose = NULL;

  if (tg_wizard_get_practising (tg_page_get_wizard (self->page))) {
    first = choose = add_row (self, NULL, NULL);
    before = self->kept_nothing ? first : NULL;
  }
  for (guint i = 0; i < targets->len; i++) {
    GtkCheckButton *row = add_row (self, targets->pdata[i], first);

    first = first != NULL ? first : row;
    if (is_kept (self, targets->pdata[i]))
      before = row;
    if (choose == NULL && targets->pdata[i] == proposed)
      choose = row;
  }
  return before != NULL ? before : choose;
}

static void
fill (TgTargetList *self, GPtrArray *targets)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  GtkCheckButton *choose;

  self->chosen = NULL;
  self->ready = TRUE;
  self->empty = targets->len == 0;
  tg_box_empty (GTK_BOX (self));
  choose = make_rows (self, targets);
  gtk_widget_set_visible (GTK_WIDGET (self), choose != NULL);
  if (choose != NULL)
    gtk_check_button_set_active (choose, TRUE);
  else
    g_signal_emit (self, chosen_signal, 0, TRUE);
  if (choose != NULL && had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (choose));
}

/* The page is gone, was left, or is writing. */
static gboolean
is_out_of_use (TgTargetList *self)
{
  return self->timer == 0 || tg_page_is (self->page, TG_PAGE_BUSY);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgTargetList) self = data;
  g_autoptr (GPtrArray) targets = tg_targets_finish (result, NULL);

  if (targets == NULL || self->listing != g_task_get_cancellable (G_TASK (result)))
    return;

  g_clear_object (&self->listing);
  self->looking = FALSE;
  if (is_out_of_use (self))
    g_clear_pointer (&self->state, g_free);
  else
    fill (self, targets);
}

static void
list_targets (TgTargetList *self, GPtrArray *places)
{
  TgTargetsRequest request = { .account = tg_page_get_account (self->page) };

  tg_session_get_saved (tg_page_get_session (self->page), &request.program, &request.where, &request.key);
  self->listing = g_cancellable_new ();
  tg_targets_async (&request, places, self->listing, on_listed, g_object_ref (self));
}

static void
on_places_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TgTargetList) self = data;
  g_autoptr (GPtrArray) places = tg_saving_places_finish (result);
  g_autofree char *state = tg_target_row_state (places);

  self->looking = FALSE;
  if (is_out_of_use (self) || self->listing != NULL || g_strcmp0 (state, self->state) == 0)
    return;

  g_free (self->state);
  self->state = g_steal_pointer (&state);
  self->looking = TRUE;
  list_targets (self, g_steal_pointer (&places));
}

static gboolean
look (gpointer data)
{
  TgTargetList *self = data;

  if (!self->looking) {
    self->looking = TRUE;
    tg_saving_places_async (on_places_found, g_object_ref (self));
  }
  return G_SOURCE_CONTINUE;
}

void
tg_target_list_look_again (TgTargetList *self)
{
  g_clear_pointer (&self->state, g_free);
}

void
tg_target_list_stop (TgTargetList *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->listing != NULL) {
    g_cancellable_cancel (self->listing);
    g_clear_object (&self->listing);
    self->looking = FALSE;
  }
}

/* What a choice is made for: the account, and which of those in mail programs the person came with. */
static char *
describe_purpose (TgPage *page)
{
  const TgAccount *account = tg_page_get_account (page);
  g_autofree char *receive = account->receive != NULL ? tg_server_to_url (account->receive) : g_strdup ("");
  g_autofree char *send = account->send != NULL ? tg_server_to_url (account->send) : g_strdup ("");
  const char *where = "", *key = "";
  TgProgram program = TG_N_PROGRAMS;

  tg_session_get_saved (tg_page_get_session (page), &program, &where, &key);
  return g_strdup_printf ("%s %s %s %s %s %d %s %s", account->address, receive, tg_account_receive_user (account), send,
                          tg_account_send_user (account), program, where, key);
}

void
tg_target_list_start (TgTargetList *self, TgPage *page)
{
  g_autofree char *purpose = describe_purpose (page);

  tg_target_list_stop (self);
  self->page = page;
  if (g_strcmp0 (self->purpose, purpose) != 0) {
    keep (self, NULL, FALSE);
    self->ready = FALSE;
    self->chosen = NULL;
    tg_box_empty (GTK_BOX (self));
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    g_free (self->purpose);
    self->purpose = g_steal_pointer (&purpose);
  }
  tg_target_list_look_again (self);
  self->timer = g_timeout_add (LOOK_AGAIN_MS, look, self);
  look (self);
}

static void
tg_target_list_dispose (GObject *object)
{
  TgTargetList *self = TG_TARGET_LIST (object);

  tg_target_list_stop (self);
  self->chosen = NULL;
  keep (self, NULL, FALSE);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->purpose, g_free);
  G_OBJECT_CLASS (tg_target_list_parent_class)->dispose (object);
}

static void
tg_target_list_class_init (TgTargetListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tg_target_list_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  chosen_signal =
      g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
tg_target_list_init (TgTargetList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "target-list");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
