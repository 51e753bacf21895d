#include "proto/dialogue.h"
