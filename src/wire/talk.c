#include "wire/talk.h"
