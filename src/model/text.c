#include "model/text.h"
