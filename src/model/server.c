#include "model/server.h"
