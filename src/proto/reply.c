#include "proto/reply.h"
