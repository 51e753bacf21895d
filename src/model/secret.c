#include "model/secret.h"
