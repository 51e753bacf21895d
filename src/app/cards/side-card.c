/* side-card.c: the test of one side, live.  It is bound to the session's models and never asks a
 * socket.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/cards/side-card.h"

#include <glib/gi18n.h>

#include "app/cards/stage-row.h"
#include "app/widgets/rows/fold.h"
#include "app/widgets/widget-defaults.h"
#include "app/widgets/words.h"

struct _TgSideCard {
  AdwBin parent_instance;

  GtkLabel *heading;
  GtkLabel *server;
  TgStageRow *reached;
  TgStageRow *safe;
  TgStageRow *signed_in;
  GtkBox *steps;
  GtkTextView *conversation;
  GtkWidget *certificate_button;

  TgSide side;
  TgSession *session;
  GListModel *step_list;
  GListModel *line_list;
};

G_DEFINE_FINAL_TYPE (TgSideCard, tg_side_card, ADW_TYPE_BIN)

enum { PROP_SIDE = 1, N_PROPS };

static GParamSpec *props[N_PROPS];
static guint show_certificate_signal;

static const TgServer *
tg_side_card_get_server (TgSideCard *self)
{
  const TgAccount *account = self->session != NULL ? tg_session_get_account (self->session) : NULL;

  if (account == NULL)
    return NULL;

  return self->side == TG_SIDE_SEND ? account->send : account->receive;
}

static const TgEvidence *
tg_side_card_get_evidence (TgSideCard *self)
{
  const TgCheckResult *result = self->session != NULL ? tg_session_get_result (self->session) : NULL;

  if (result == NULL)
    return NULL;

  return self->side == TG_SIDE_SEND ? result->send : result->receive;
}

static void
tg_side_card_summarise (TgSideCard *self)
{
  TgStageRow *const rows[TG_N_LINES] = { self->reached, self->safe, self->signed_in };
  gboolean ended = !tg_session_is_busy (self->session) && g_list_model_get_n_items (self->step_list) > 0;
  TgLineTold lines[TG_N_LINES];

  tg_side_lines_tell (self->step_list, tg_side_card_get_server (self), tg_side_card_get_evidence (self), ended, lines);
  for (TgSideLine line = 0; line < TG_N_LINES; line++)
    tg_stage_row_set_state (rows[line], lines[line].state, lines[line].detail);
}

static void
tg_side_card_list_steps (TgSideCard *self)
{
  tg_box_empty (self->steps);

  for (guint i = 0; i < g_list_model_get_n_items (self->step_list); i++) {
    g_autoptr (TgStepItem) step = g_list_model_get_item (self->step_list, i);
    const TgStepRecord *record = tg_step_item_get_record (step);
    g_autofree char *text =
        /* TRANSLATORS: a step of the test: what it was, how long it took, how it went */
        g_strdup_printf (_ ("%s (%.0f ms, %s)"), record->text, record->ms, tg_stage_state_words (tg_side_lines_state (record->outcome)));

    tg_words_append (self->steps, text, "caption");
  }
}

static void
on_steps_changed (TgSideCard *self)
{
  tg_side_card_summarise (self);
  tg_side_card_list_steps (self);
}

static void
on_lines_changed (GListModel *list, guint position, guint removed, guint added, TgSideCard *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->conversation);
  GtkTextIter end;

  /* Lines are only appended, or all removed. */
  if (removed > 0)
    gtk_text_buffer_set_text (buffer, "", 0);

  for (guint i = removed > 0 ? 0 : position; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (TgLineItem) line = g_list_model_get_item (list, i);

    gtk_text_buffer_get_end_iter (buffer, &end);
    if (gtk_text_iter_get_offset (&end) > 0)
      gtk_text_buffer_insert (buffer, &end, "\n", 1);
    gtk_text_buffer_insert (buffer, &end, tg_line_item_get_text (line), -1);
  }
}

static void
on_certificate_clicked (TgSideCard *self)
{
  g_signal_emit (self, show_certificate_signal, 0);
}

static void
tg_side_card_unbind (TgSideCard *self)
{
  if (self->step_list != NULL)
    g_signal_handlers_disconnect_by_data (self->step_list, self);
  if (self->line_list != NULL)
    g_signal_handlers_disconnect_by_data (self->line_list, self);
  g_clear_object (&self->step_list);
  g_clear_object (&self->line_list);
  g_clear_object (&self->session);
}

void
tg_side_card_set_session (TgSideCard *self, TgSession *session)
{
  if (self->session == session)
    return;

  tg_side_card_unbind (self);
  self->session = g_object_ref (session);
  self->step_list = g_object_ref (tg_session_get_steps (session, self->side));
  self->line_list = g_object_ref (tg_session_get_conversation (session, self->side));
  g_signal_connect_swapped (self->step_list, "items-changed", G_CALLBACK (on_steps_changed), self);
  g_signal_connect (self->line_list, "items-changed", G_CALLBACK (on_lines_changed), self);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->conversation), "", 0);
  on_steps_changed (self);
  on_lines_changed (self->line_list, 0, 0, g_list_model_get_n_items (self->line_list), self);
  tg_side_card_update (self);
}

void
tg_side_card_update (TgSideCard *self)
{
  const TgServer *server = tg_side_card_get_server (self);
  const TgEvidence *evidence = tg_side_card_get_evidence (self);

  gtk_widget_set_visible (GTK_WIDGET (self), server != NULL);
  gtk_widget_set_visible (self->certificate_button, evidence != NULL && evidence->certificates != NULL && evidence->certificates->len > 0);
  if (server != NULL) {
    /* Two lines: in a narrow card, the second would break anywhere. */
    g_autofree char *line = g_strdup_printf ("%s\n%u · %s · %s", server->host, server->port, tg_protocol_name (server->protocol),
                                             tg_security_name (server->security));

    gtk_label_set_text (self->server, line);
    tg_side_card_summarise (self);
  }
}

static void
tg_side_card_constructed (GObject *object)
{
  TgSideCard *self = TG_SIDE_CARD (object);
  const char *heading = self->side == TG_SIDE_SEND ? _ ("Sending") : _ ("Receiving");

  G_OBJECT_CLASS (tg_side_card_parent_class)->constructed (object);
  gtk_label_set_text (self->heading, heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
}

static void
tg_side_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SIDE)
    TG_SIDE_CARD (object)->side = (TgSide)g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tg_side_card_dispose (GObject *object)
{
  tg_side_card_unbind (TG_SIDE_CARD (object));
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), TG_TYPE_SIDE_CARD);
  G_OBJECT_CLASS (tg_side_card_parent_class)->dispose (object);
}

static void
tg_side_card_class_init (TgSideCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tg_side_card_constructed;
  object_class->set_property = tg_side_card_set_property;
  object_class->dispose = tg_side_card_dispose;
  props[PROP_SIDE] = g_param_spec_int ("side", NULL, NULL, TG_SIDE_RECEIVE, TG_SIDE_SEND, TG_SIDE_RECEIVE,
                                       G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  show_certificate_signal =
      g_signal_new ("show-certificate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TG_TYPE_FOLD);
  g_type_ensure (TG_TYPE_STAGE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/cards/side-card.ui");
  gtk_widget_class_bind_template_child (widget_class, TgSideCard, heading);
  gtk_widget_class_bind_template_child (widget_class, TgSideCard, server);
  gtk_widget_class_bind_template_child (widget_class, TgSideCard, reached);
  gtk_widget_class_bind_template_child (widget_class, TgSideCard, safe);
  gtk_widget_class_bind_template_child (widget_class, TgSideCard, signed_in);
  gtk_widget_class_bind_template_child (widget_class, TgSideCard, steps);
  gtk_widget_class_bind_template_child (widget_class, TgSideCard, conversation);
  gtk_widget_class_bind_template_child (widget_class, TgSideCard, certificate_button);
}

static void
tg_side_card_init (TgSideCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->certificate_button, "clicked", G_CALLBACK (on_certificate_clicked), self);
}
