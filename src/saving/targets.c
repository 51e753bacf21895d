/* targets.c: see targets.h.  What counts as the same account is what the mail programs themselves refuse twice: one server name and
 * user name, in one protocol.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "saving/targets.h"

#include <string.h>

#include "exceptions/work.h"

/* While the targets of one place are listed. */
typedef struct {
  const TgTargetsRequest *request;
  const TgPlace *place;
  GPtrArray *targets;
} Listing;

void
tg_target_free (TgTarget *self)
{
  if (self == NULL)
    return;
  tg_place_free (self->place);
  tg_found_account_free (self->repairs);
  g_free (self->existing);
  g_free (self->server);
  g_clear_object (&self->icon);
  g_free (self);
}

TgTarget *
tg_target_copy (const TgTarget *self)
{
  TgTarget *copy = g_memdup2 (self, sizeof *self);

  copy->place = tg_place_copy (self->place);
  copy->repairs = self->repairs != NULL ? tg_found_account_copy (self->repairs) : NULL;
  copy->existing = g_strdup (self->existing);
  copy->server = g_strdup (self->server);
  copy->icon = self->icon != NULL ? g_object_ref (self->icon) : NULL;
  return copy;
}

static gboolean
has_its_protocol (const TgFoundAccount *found, const TgAccount *account)
{
  static const char *const kinds[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "pop3" };

  if (!tg_found_account_is_known (found))
    return FALSE;
  return account->receive == NULL || g_str_equal (found->kind, kinds[account->receive->protocol]);
}

static gboolean
has_its_address (const TgFoundAccount *found, const TgAccount *account)
{
  g_autofree char *there = tg_address_to_smtp (found->account->address, NULL);
  g_autofree char *wanted = tg_address_to_smtp (account->address, NULL);

  return there != NULL && wanted != NULL && g_ascii_strcasecmp (there, wanted) == 0;
}

static gboolean
is_the_same (const TgFoundAccount *found, const TgAccount *account)
{
  return tg_server_same_name (found->account->receive, account->receive) &&
         g_strcmp0 (tg_account_receive_user (found->account), tg_account_receive_user (account)) == 0;
}

static gboolean
is_what_one_came_with (const Listing *self, const TgFoundAccount *found)
{
  return found->program == self->request->program && g_strcmp0 (found->where, self->request->where) == 0 &&
         g_strcmp0 (found->key, self->request->key) == 0;
}

/* @repairs, @existing: (nullable) */
static TgTarget *
add (const Listing *self, const TgFoundAccount *repairs, const char *existing, gboolean came_with)
{
  TgTarget *target = g_new0 (TgTarget, 1);

  target->place = tg_place_copy (self->place);
  target->repairs = repairs != NULL ? tg_found_account_copy (repairs) : NULL;
  target->existing = g_strdup (existing);
  target->came_with = came_with;
  g_ptr_array_add (self->targets, target);
  return target;
}

/* Of several that are the same, such as two addresses of one mailbox, those with the address; of other servers, those with the
 * address, too: a repair is often a new server name. (transfer container) */
static GPtrArray *
choose_repairs (GPtrArray *here, const TgAccount *account, gboolean *has_same)
{
  g_autoptr (GPtrArray) same = g_ptr_array_new ();
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < here->len; i++)
    if (is_the_same (here->pdata[i], account))
      g_ptr_array_add (same, here->pdata[i]);
  *has_same = same->len > 0;
  for (guint i = 0; i < here->len; i++)
    if (has_its_address (here->pdata[i], account) && (same->len == 0 || g_ptr_array_find (same, here->pdata[i], NULL)))
      g_ptr_array_add (chosen, here->pdata[i]);
  if (chosen->len == 0)
    g_ptr_array_extend (chosen, same, NULL, NULL);
  return chosen;
}

static void
list_place (const Listing *self, GPtrArray *found)
{
  g_autoptr (GPtrArray) here = g_ptr_array_new ();
  g_autoptr (GPtrArray) repairs = NULL;
  const TgFoundAccount *own = NULL;
  gboolean has_same;

  for (guint i = 0; i < found->len; i++) {
    const TgFoundAccount *each = found->pdata[i];

    if (each->program != self->place->program || g_strcmp0 (each->where, self->place->where) != 0)
      continue;
    if (is_what_one_came_with (self, each))
      own = each;
    if (has_its_protocol (each, self->request->account))
      g_ptr_array_add (here, (gpointer)each);
  }
  repairs = choose_repairs (here, self->request->account, &has_same);
  if (own != NULL && has_its_protocol (own, self->request->account) && !g_ptr_array_find (repairs, own, NULL))
    g_ptr_array_insert (repairs, 0, (gpointer)own);
  for (guint i = 0; i < repairs->len; i++) {
    const TgFoundAccount *each = repairs->pdata[i];

    TgTarget *target = add (self, each, each->key, each == own);

    if (repairs->len > 1 && each->account->receive != NULL)
      target->server = g_strdup (each->account->receive->host);
  }
  if (has_same)
    return;
  /* In another protocol it is another account, beside that which the person came with. */
  own = own != NULL && !g_ptr_array_find (repairs, own, NULL) ? own : NULL;
  add (self, NULL, own != NULL ? own->key : NULL, own != NULL);
}

GPtrArray *
tg_targets_list (GPtrArray *places, GPtrArray *found, const TgTargetsRequest *request)
{
  GPtrArray *targets = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_target_free);

  for (guint i = 0; i < places->len; i++) {
    const Listing listing = { request, places->pdata[i], targets };

    list_place (&listing, found);
  }
  return targets;
}

static int
rank (const TgTarget *target)
{
  int usable = target->place->installed && !target->place->read_only ? 1 : 0;

  if (target->came_with)
    return 100;
  if (target->repairs != NULL)
    return 20 + usable;
  return usable * (target->opens_mail ? 10 : 1);
}

const TgTarget *
tg_targets_propose (GPtrArray *targets)
{
  const TgTarget *best = NULL;

  for (guint i = 0; i < targets->len; i++)
    if (best == NULL || rank (targets->pdata[i]) > rank (best))
      best = targets->pdata[i];
  return best;
}

/* For the thread. */
typedef struct {
  TgTargetsRequest request; /* everything in it is owned */
  GPtrArray *places;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  tg_account_unref (self->request.account);
  g_free ((char *)self->request.where);
  g_free ((char *)self->request.key);
  g_ptr_array_unref (self->places);
  g_free (self);
}

static gpointer
look (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  const Job *job = subject;
  g_autoptr (GPtrArray) found = tg_clients_find_accounts ();
  g_autoptr (GAppInfo) mail = g_app_info_get_default_for_uri_scheme ("mailto");
  GPtrArray *targets = tg_targets_list (job->places, found, &job->request);

  for (guint i = 0; i < targets->len; i++) {
    TgTarget *target = targets->pdata[i];
    g_autoptr (TgPlace) program = tg_place_copy (target->place);
    g_autoptr (GAppInfo) entry = NULL;

    /* The entry in the menu, which has an id and an icon; one that opens a certain profile has neither. */
    g_clear_pointer (&program->profile, g_free);
    entry = tg_clients_find_launcher (program);
    if (entry == NULL)
      continue;
    g_set_object (&target->icon, g_app_info_get_icon (entry));
    target->opens_mail = mail != NULL && g_strcmp0 (g_app_info_get_id (entry), g_app_info_get_id (mail)) == 0;
  }
  return targets;
}

void
tg_targets_async (const TgTargetsRequest *request, GPtrArray *places, GCancellable *cancellable, GAsyncReadyCallback callback,
                  gpointer user_data)
{
  static const TgWork work = { look, job_free, (GDestroyNotify)g_ptr_array_unref, .only_looks = TRUE };
  Job *job = g_new0 (Job, 1);

  job->request =
      (TgTargetsRequest){ tg_account_ref (request->account), request->program, g_strdup (request->where), g_strdup (request->key) };
  job->places = places;
  tg_work_async (&work, job, cancellable, callback, user_data);
}

GPtrArray *
tg_targets_finish (GAsyncResult *result, GError **error)
{
  return tg_work_finish (result, error);
}
