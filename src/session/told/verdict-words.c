/* verdict-words.c: one sentence for each side that was tested, or one for both where the same is true of both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/told/verdict-words.h"

#include <glib/gi18n-lib.h>

#include "model/evidence/facts.h"

static const struct {
  const char *title;
  const char *note; /* where it needs no look at the sides */
} verdicts[] = {
  [TG_OUTCOME_VERIFIED] = { N_ ("It works"), NULL },
  [TG_OUTCOME_CAUTION] = { N_ ("It works, with a caution"), N_ ("Read the caution below before you go on.") },
  [TG_OUTCOME_UNPROVEN] = { N_ ("Everything works up to the sign-in"), NULL },
  [TG_OUTCOME_FAILED] = { N_ ("It does not work yet"), NULL },
  [TG_OUTCOME_UNTESTED] = { N_ ("Not tested"), N_ ("The test was stopped.") },
};

typedef struct {
  TgSideFacts receive;
  TgSideFacts send;
} Sides;

static Sides
sides_of (const TgCheckResult *check)
{
  if (check == NULL)
    return (Sides){ { FALSE }, { FALSE } };
  return (Sides){ tg_facts_of (check->receive, check->receive_other), tg_facts_of (check->send, NULL) };
}

static gboolean
is_held_back (const TgSideFacts *facts)
{
  return facts->withheld == TG_WITHHELD_UNENCRYPTED || facts->withheld == TG_WITHHELD_REFUSED;
}

/* Which side it is, and what works already.  That sending works only a letter shows that has arrived. */
static const char *
failed (const Sides *sides)
{
  const TgSideFacts *receive = &sides->receive, *send = &sides->send;

  if (receive->works && send->tested && !send->works)
    return _ ("Receiving works. Only sending does not work yet");
  if (send->works && receive->tested && !receive->works)
    return _ ("The sending server accepts your mail. Only receiving does not work yet");
  /* The look at one side may have ended because of the other. */
  if (receive->tested && !receive->works && (!send->tested || send->withheld != TG_WITHHELD_NOT))
    return _ ("Receiving does not work yet");
  if (send->tested && !send->works && (!receive->tested || receive->withheld != TG_WITHHELD_NOT))
    return _ ("Sending does not work yet");
  if (receive->tested && !receive->works && !send->works)
    return _ ("Neither receiving nor sending works yet");
  return _ (verdicts[TG_OUTCOME_FAILED].title);
}

const char *
tg_verdict_words_title (const TgCheckResult *check, TgOutcome outcome)
{
  Sides sides = sides_of (check);

  if (outcome == TG_OUTCOME_UNPROVEN && (sides.receive.signed_in || sides.send.signed_in))
    return _ ("One of the two sign-ins is still to be tried");
  if (outcome == TG_OUTCOME_UNPROVEN && (is_held_back (&sides.receive) || is_held_back (&sides.send)))
    return _ ("Stopped before the sign-in");
  if (outcome == TG_OUTCOME_FAILED)
    return failed (&sides);
  return _ (verdicts[outcome].title);
}

/* What was seen of one side, without its name. */
static const char *
words_of (const TgSideFacts *facts)
{
  if (facts->signed_in)
    return facts->proven ? _ ("You were signed in over a protected connection.") : _ ("You were signed in.");
  if (facts->withheld == TG_WITHHELD_UNENCRYPTED)
    return _ ("Nothing is encrypted here, so Tegami did not sign in. Your password was not sent.");
  if (facts->withheld == TG_WITHHELD_REFUSED)
    return _ ("A sign-in was refused before, so Tegami did not sign in again. Your password was not sent.");
  return facts->proven ? _ ("The server was reached and is safe; Tegami did not sign in.")
                       : _ ("The server was reached; Tegami did not sign in.");
}

/* Of what failed its finding tells; of a side beside it that waits for it, nobody would. */
static gboolean
waits (const TgSideFacts *waiting, const TgSideFacts *failed_one)
{
  return !failed_one->works && failed_one->withheld == TG_WITHHELD_NOT && failed_one->tested && waiting->tested &&
         waiting->withheld != TG_WITHHELD_NOT && waiting->withheld != TG_WITHHELD_REFUSED;
}

static char *
waiting_side (const Sides *sides)
{
  if (waits (&sides->send, &sides->receive))
    /* TRANSLATORS: what was seen of sending, a sentence, while receiving failed */
    return g_strdup_printf (_ ("Sending: %s"), words_of (&sides->send));
  if (waits (&sides->receive, &sides->send))
    /* TRANSLATORS: what was seen of receiving, a sentence, while sending failed */
    return g_strdup_printf (_ ("Receiving: %s"), words_of (&sides->receive));
  return NULL;
}

static char *
unproven (const Sides *sides)
{
  const char *receive = words_of (&sides->receive), *send = words_of (&sides->send);

  if (!sides->send.tested || !sides->receive.tested)
    return g_strdup (sides->receive.tested ? receive : send);
  if (receive == send && sides->receive.proven && !is_held_back (&sides->receive))
    return g_strdup (_ ("The servers were reached and are safe; Tegami did not sign in."));
  if (receive == send)
    return g_strdup (receive);
  /* TRANSLATORS: what was seen of receiving, and on the next line of sending: each a sentence */
  return g_strdup_printf (_ ("Receiving: %s\nSending: %s"), receive, send);
}

/* Without encryption, only what stays inside this computer is verified. */
static gboolean
stays_here (const TgSideFacts *facts)
{
  return facts->signed_in && !facts->encrypted;
}

static const char *
verified (const Sides *sides)
{
  if (stays_here (&sides->receive) || stays_here (&sides->send))
    return _ ("You were signed in, and what is not encrypted does not leave this computer.");
  if (!sides->send.tested)
    return _ ("You were signed in over a protected connection, and the mailbox opened.");
  if (!sides->receive.tested)
    return _ ("You were signed in over a protected connection, and the sending server accepts mail from you.");
  return _ ("You were signed in over a protected connection: the mailbox opened, and the sending server accepts mail from you.");
}

char *
tg_verdict_words_note (const TgCheckResult *check, TgOutcome outcome, gboolean asks)
{
  Sides sides = sides_of (check);

  if (asks && outcome == TG_OUTCOME_UNPROVEN)
    return g_strdup (_ ("Before your password goes to a server, Tegami needs your confirmation."));
  if (outcome == TG_OUTCOME_VERIFIED)
    return g_strdup (verified (&sides));
  if (outcome == TG_OUTCOME_FAILED)
    return waiting_side (&sides);
  return outcome == TG_OUTCOME_UNPROVEN ? unproven (&sides) : g_strdup (_ (verdicts[outcome].note));
}

static gboolean
is_proven (const TgSideFacts *facts)
{
  return !facts->tested || (facts->proven && !facts->sent);
}

gboolean
tg_verdict_words_all_proven (const TgCheckResult *check, TgOutcome outcome)
{
  Sides sides = sides_of (check);

  return outcome == TG_OUTCOME_UNPROVEN && is_proven (&sides.receive) && is_proven (&sides.send);
}

static gboolean
is_one (const TgCheckResult *check)
{
  Sides sides = sides_of (check);

  return !sides.receive.tested || !sides.send.tested;
}

const char *
tg_verdict_words_proven_title (const TgCheckResult *check)
{
  return is_one (check) ? _ ("The certificate is in order") : _ ("The certificates are in order");
}

const char *
tg_verdict_words_proven_note (const TgCheckResult *check)
{
  return is_one (check) ? _ ("The server has proven that it is the right one. Tegami did not sign in, and no password was sent. If your "
                             "mail program still warns, compare the server name in the warning with the one below.")
                        : _ ("Both servers have proven that they are the right ones. Tegami did not sign in, and no password was sent. If "
                             "your mail program still warns, compare the server name in the warning with those below.");
}
