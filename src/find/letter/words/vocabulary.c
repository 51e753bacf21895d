/* vocabulary.c: reads data/letter/words once, and finds its words in a letter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/words/vocabulary.h"

#include <string.h>

#include "find/table.h"

#define LONG_VOWEL 0x30fc
#define BUCKETS    1024
#define SPREAD_MAX 4 /* spaces between the characters of a Japanese word */

typedef struct {
  gunichar *letters;
  guint n;
  const TgLetterMeaning *meaning;
} Word;

typedef struct {
  const char *id;
  int value;
} Name;

static const Name fields[] = { { "server", TG_LETTER_SERVER },
                               { "port", TG_LETTER_PORT },
                               { "security", TG_LETTER_SECURITY },
                               { "user", TG_LETTER_USER },
                               { "password", TG_LETTER_PASSWORD },
                               { "address", TG_LETTER_ADDRESS },
                               { "protocol", TG_LETTER_PROTOCOL },
                               { "auth", TG_LETTER_AUTH },
                               { "name", TG_LETTER_NAME },
                               { "domain", TG_LETTER_DOMAIN },
                               { NULL, 0 } };
static const Name abouts[] = { { "pop3", TG_ABOUT_POP3 },       { "imap", TG_ABOUT_IMAP }, { "smtp", TG_ABOUT_SMTP },
                               { "receive", TG_ABOUT_RECEIVE }, { "send", TG_ABOUT_SEND }, { NULL, 0 } };
static const Name says[] = {
  { "tls", TG_SAYS_TLS }, { "starttls", TG_SAYS_STARTTLS }, { "none", TG_SAYS_NONE }, { "tls-word", TG_SAYS_TLS_WORD }, { NULL, 0 }
};
static const Name answers[] = { { "yes", TG_ANSWER_YES },
                                { "no", TG_ANSWER_NO },
                                { "same", TG_ANSWER_SAME },
                                { "address", TG_ANSWER_ADDRESS },
                                { "local-part", TG_ANSWER_LOCAL_PART },
                                { NULL, 0 } };
static const Name noises[] = { { "credentials", TG_NOISE_CREDENTIALS }, { "connection", TG_NOISE_CONNECTION },
                               { "contact", TG_NOISE_CONTACT },         { "number", TG_NOISE_NUMBER },
                               { "setting", TG_NOISE_SETTING },         { NULL, 0 } };
static const Name ages[] = { { "new", TG_AGE_NEW }, { "old", TG_AGE_OLD }, { NULL, 0 } };

/* The values of @key, or'ed; 0: it is not there. */
static int
value_of (GKeyFile *file, const char *group, const char *key, const Name *names)
{
  g_auto (GStrv) values = g_key_file_get_string_list (file, group, key, NULL, NULL);
  int all = 0;

  for (guint i = 0; values != NULL && values[i] != NULL; i++) {
    const Name *name = names;

    while (name->id != NULL && strcmp (name->id, values[i]) != 0)
      name++;
    if (name->id == NULL)
      g_critical ("Words of letters, “%s”: %s=%s", group, key, values[i]);
    all |= name->value;
  }
  return all;
}

static TgLetterMeaning *
read_meaning (GKeyFile *file, const char *group)
{
  TgLetterMeaning *self = g_new0 (TgLetterMeaning, 1);
  g_autofree char *part = g_key_file_get_string (file, group, "Part", NULL);
  int field = value_of (file, group, "Field", fields);

  self->fields = field != 0 ? 1u << field : 0;
  self->named = (guint)value_of (file, group, "Protocols", abouts);
  self->sides = (guint)value_of (file, group, "Sides", abouts);
  self->says = (TgLetterSays)value_of (file, group, "Security", says);
  self->answer = (TgLetterAnswer)value_of (file, group, "Answer", answers);
  self->noise = (TgLetterNoise)value_of (file, group, "Noise", noises);
  self->age = (TgLetterAge)value_of (file, group, "Age", ages);
  self->condition = g_key_file_get_boolean (file, group, "Condition", NULL);
  self->mail = g_key_file_get_boolean (file, group, "Mail", NULL);
  self->heading = g_strcmp0 (part, "heading") == 0;
  self->example = g_strcmp0 (part, "example") == 0;
  self->all = g_strcmp0 (part, "all") == 0;
  self->phone = g_strcmp0 (part, "phone") == 0;
  self->gone = g_strcmp0 (part, "gone") == 0;
  self->box = g_strcmp0 (part, "box") == 0;
  self->remark = g_strcmp0 (part, "remark") == 0;
  self->filler = g_strcmp0 (part, "filler") == 0;
  return self;
}

/* As letters compare: without ー and, between Japanese ones, without blanks. */
static Word *
make_word (const char *text, const TgLetterMeaning *meaning)
{
  g_autofree gunichar *given = g_utf8_to_ucs4_fast (text, -1, NULL);
  Word *self = g_new0 (Word, 1);

  self->letters = g_new0 (gunichar, strlen (text) + 1);
  self->meaning = meaning;
  for (guint i = 0; given[i] != 0; i++) {
    gunichar c = given[i] >= 0xff01 && given[i] <= 0xff5e ? given[i] - 0xfee0 : given[i];
    gboolean inner =
        c == ' ' && self->n > 0 && (tg_letter_is_japanese (self->letters[self->n - 1]) || tg_letter_is_japanese (given[i + 1]));

    if (c == 0x2019)
      c = '\'';
    if (c != LONG_VOWEL && !inner)
      self->letters[self->n++] = tg_letter_fold (c);
  }
  return self;
}

static gpointer
read_row (GKeyFile *file, const char *group)
{
  g_auto (GStrv) words = g_key_file_get_string_list (file, group, "Words", NULL, NULL);
  GPtrArray *row = g_ptr_array_new ();
  TgLetterMeaning *meaning = read_meaning (file, group);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (row, make_word (words[i], meaning));
  return row;
}

static int
longest_first (gconstpointer a, gconstpointer b)
{
  const Word *first = *(const Word *const *)a, *second = *(const Word *const *)b;

  return (int)second->n - (int)first->n;
}

/* By the first letter. */
static GPtrArray *const *
buckets (void)
{
  static gsize ready = 0;
  static GPtrArray *table[BUCKETS];

  if (g_once_init_enter (&ready)) {
    g_autoptr (GPtrArray) rows = tg_table_read ("letter/words", read_row);

    for (guint i = 0; i < rows->len; i++) {
      GPtrArray *row = rows->pdata[i];

      for (guint k = 0; k < row->len; k++) {
        GPtrArray **bucket = &table[((Word *)row->pdata[k])->letters[0] % BUCKETS];

        if (*bucket == NULL)
          *bucket = g_ptr_array_new ();
        g_ptr_array_add (*bucket, row->pdata[k]);
      }
      g_ptr_array_unref (row);
    }
    for (guint i = 0; i < BUCKETS; i++)
      if (table[i] != NULL)
        g_ptr_array_sort (table[i], longest_first);
    g_once_init_leave (&ready, 1);
  }
  return table;
}

static gboolean
is_ideograph (const TgLetterText *text, guint i, guint end)
{
  return i < end && text->chars[i] >= 0x3400 && tg_letter_is_japanese (text->chars[i]);
}

static gboolean
is_kana (gunichar c)
{
  return c >= 0x3041 && c <= 0x30fa;
}

/* 有 is an answer, but none in 有料, 所有 or 有った. */
static gboolean
is_within_compound (const TgLetterText *text, guint at, guint end, const Word *word)
{
  gunichar before = at > 0 ? text->chars[at - 1] : 0, after = at + 1 < end ? text->chars[at + 1] : 0;

  if (word->n == 1 && word->meaning->answer != TG_ANSWER_NOT && is_kana (text->chars[at]))
    return tg_letter_is_japanese (before) || tg_letter_is_japanese (after);
  return word->n == 1 && word->meaning->answer != TG_ANSWER_NOT && is_ideograph (text, at, end) &&
         ((at > 0 && is_ideograph (text, at - 1, end)) ||
          (tg_letter_is_japanese (after) && g_utf8_strchr ("のでにをと", -1, after) == NULL));
}

/* "S M T P", as it comes off paper */
static gboolean
is_spaced (const TgLetterText *text, guint at, guint end)
{
  return at + 2 < end && tg_letter_is_latin (text->chars[at]) && text->chars[at + 1] == ' ' && tg_letter_is_latin (text->chars[at + 2]) &&
         (at + 3 >= end || !tg_letter_is_latin (text->chars[at + 3]));
}

/* How many characters from @at on are @word; 0: they are not. */
static guint
matches (const TgLetterText *text, guint at, guint end, const Word *word)
{
  guint i = at, gaps = 0;
  gboolean spaced = is_spaced (text, at, end);

  if (is_within_compound (text, at, end, word))
    return 0;
  /* A sign that also decorates is a box where something to choose stands right behind it. */
  if (word->letters[0] == 0x25a0 && (at + 1 >= end || text->chars[at + 1] <= ' ' || text->chars[at + 1] == 0x25a0))
    return 0;
  for (guint k = 0; k < word->n; k++) {
    gboolean may_skip = k > 0 && (tg_letter_is_japanese (word->letters[k - 1]) || tg_letter_is_japanese (word->letters[k]) || spaced);

    for (guint spaces = 0; i < end && k > 0; i++) {
      gboolean space = text->chars[i] == ' ' || text->chars[i] == TG_LETTER_WIDE_SPACE;

      if (space && (may_skip || (i + 1 < end && text->chars[i + 1] == LONG_VOWEL)) && spaces++ < SPREAD_MAX) {
        gaps += spaces == 1;
        continue;
      }
      if (text->chars[i] != LONG_VOWEL)
        break;
      spaces = 0;
    }
    if (i >= end)
      return 0;
    if (word->letters[k] == ' ') {
      if (text->chars[i] != ' ' && text->chars[i] != '-' && text->chars[i] != '_' && text->chars[i] != TG_LETTER_WIDE_SPACE)
        return 0;
    } else if (tg_letter_fold (text->chars[i]) != word->letters[k]) {
      return 0;
    }
    i++;
  }
  /* 認証 パスワード is two words, and not the line's password; 認 証 パ ス ワ ー ド is. */
  if (gaps == 1 && word->n > 2 && word->meaning->noise == TG_NOISE_CONNECTION)
    return 0;
  while (i < end && text->chars[i] == LONG_VOWEL)
    i++;
  /* "Port465" is two words. */
  if (tg_letter_is_latin (word->letters[word->n - 1]) && i < end && (tg_letter_is_latin (text->chars[i]) || text->chars[i] == '@') &&
      !(word->meaning->fields == 1u << TG_LETTER_PORT && g_unichar_isdigit (text->chars[i])))
    return 0;
  return i - at;
}

/* Whether letters that a Latin word is part of stand right before @at: "example" in "taro%shop.example". */
static gboolean
is_within_name (const TgLetterText *text, guint at)
{
  gunichar before = text->chars[at - 1];

  return tg_letter_is_latin (before) || ((before == '.' || before == '%') && at > 1 && tg_letter_is_latin (text->chars[at - 2]));
}

/* Most words are ruled out by it. */
static gunichar
second_letter (const TgLetterText *text, guint at, guint end)
{
  guint i = at + 1;

  while (i < end && (text->chars[i] == LONG_VOWEL || text->chars[i] == ' ' || text->chars[i] == TG_LETTER_WIDE_SPACE))
    i++;
  return i < end ? tg_letter_fold (text->chars[i]) : 0;
}

guint
tg_letter_word_at (const TgLetterText *text, guint at, guint end, const TgLetterMeaning **meaning)
{
  gunichar first = tg_letter_fold (text->chars[at]), second;
  const GPtrArray *bucket = buckets ()[first % BUCKETS];

  if (bucket == NULL || (tg_letter_is_latin (first) && at > 0 && is_within_name (text, at)))
    return 0;
  second = second_letter (text, at, end);
  for (guint i = 0; i < bucket->len; i++) {
    const Word *word = bucket->pdata[i];
    gboolean may_match = word->letters[0] == first && (word->n == 1 || word->letters[1] == second || word->letters[1] == ' ');
    guint length = may_match ? matches (text, at, end, word) : 0;

    if (length > 0) {
      *meaning = word->meaning;
      return length;
    }
  }
  return 0;
}

void
tg_letter_meaning_add (TgLetterMeaning *self, const TgLetterMeaning *word)
{
  self->fields |= word->fields;
  self->named |= word->named;
  self->sides |= word->sides;
  if (word->says != TG_SAYS_NOTHING && (self->says == TG_SAYS_NOTHING || word->says != TG_SAYS_TLS_WORD))
    self->says = word->says;
  /* "…の@より前の部分を入力します": what it is says more than that it is entered. */
  if (word->answer != TG_ANSWER_NOT && (!self->box || word->box) && !(word->answer == TG_ANSWER_YES && self->answer >= TG_ANSWER_ADDRESS))
    self->answer = word->answer;
  self->box |= word->box;
  self->noise = MAX (self->noise, word->noise);
  if (word->age != TG_AGE_NOT)
    self->age = word->age;
  self->condition |= word->condition;
  self->mail |= word->mail;
  self->heading |= word->heading;
  self->example |= word->example;
  self->all |= word->all;
  self->phone |= word->phone;
  self->gone |= word->gone;
  self->remark |= word->remark;
}

TgLetterMeaning
tg_letter_meaning_within (const TgLetterMeaning *outer, const TgLetterMeaning *inner)
{
  TgLetterMeaning both = *inner;

  if (both.fields == 0)
    both.fields = outer->fields;
  if (both.named == 0 && both.sides == 0) {
    both.named = outer->named;
    both.sides = outer->sides;
  } else if (both.named == 0 && (both.sides & outer->named) != 0) {
    both.named = outer->named & both.sides;
  }
  if (both.says == TG_SAYS_NOTHING)
    both.says = outer->says;
  if (both.age == TG_AGE_NOT)
    both.age = outer->age;
  if (both.noise == TG_NOISE_NOT && !both.mail)
    both.noise = outer->noise;
  both.mail |= outer->mail;
  both.condition |= outer->condition;
  return both;
}

TgLetterField
tg_letter_meaning_field (const TgLetterMeaning *self)
{
  /* "SMTP認証ID" is an ID, "受信サーバーのポート番号" a port, "このサーバーは暗号化された接続が必要" says of the encryption. */
  static const TgLetterField order[] = { TG_LETTER_PASSWORD, TG_LETTER_PORT,    TG_LETTER_USER,   TG_LETTER_AUTH, TG_LETTER_SECURITY,
                                         TG_LETTER_PROTOCOL, TG_LETTER_ADDRESS, TG_LETTER_SERVER, TG_LETTER_NAME, TG_LETTER_DOMAIN };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if ((self->fields & 1u << order[i]) != 0)
      return order[i];
  return TG_LETTER_NO_FIELD;
}

guint
tg_letter_meaning_about (const TgLetterMeaning *self)
{
  guint about = self->named;

  if ((self->sides & TG_ABOUT_RECEIVE) != 0 && (about & TG_ABOUT_RECEIVE) == 0)
    about |= TG_ABOUT_RECEIVE;
  return about | (self->sides & TG_ABOUT_SEND);
}
