#include "model/redact.h"
