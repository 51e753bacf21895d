#include "model/evidence.h"
