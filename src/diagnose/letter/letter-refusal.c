/* letter-refusal.c: photos, documents and other files that are brought for a letter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/letter/letter-refusal.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *title;
  const char *steps[4]; /* ends with NULL */
} refusals[] = {
  [TG_LETTER_IS_PHOTO] = { N_ ("Your phone can read this picture; Tegami cannot"),
                           { N_ ("iPhone: open the picture in Photos, hold a finger on the text, choose “Select All”, then “Copy”."),
                             N_ ("Android: open the picture in the photo app, tap the Google Lens icon, select the text, then tap “Copy "
                                 "text”."),
                             N_ ("Send the text to this computer, in a message to yourself for example, and paste it here.") } },
  [TG_LETTER_IS_DOCUMENT] = { N_ ("Copy the text out of this document first"),
                              { N_ ("Open the document as usual, press Ctrl+A and then Ctrl+C, and paste here with Ctrl+V."),
                                N_ ("If nothing can be selected in it, it is a picture: photograph it with your phone, and copy the text "
                                    "out of the photo there.") } },
  [TG_LETTER_IS_OTHER] = { N_ ("There is no text in this file"),
                           { N_ ("Open the letter in the program in which you usually read it, copy its text, and paste it here.") } },
};

const char *
tg_letter_refusal_title (TgLetterKind kind)
{
  return refusals[kind].title;
}

const char *const *
tg_letter_refusal_steps (TgLetterKind kind)
{
  return refusals[kind].steps;
}
